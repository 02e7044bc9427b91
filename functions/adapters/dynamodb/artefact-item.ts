import {
  type Item,
  keyItem,
  N,
  optionalString,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';

/** What the OpenID provider keeps of one kind under one id. */
export interface Artefact {
  readonly [name: string]: unknown;
}

/**
 * Stands in the row for the id wherever it occurs. JSON text never holds this character bare, so it stands for
 * nothing else, and a row alone gives no code, token or cookie away.
 */
const ID = '\u001a';

/** @param expiresAt Seconds. */
export function artefactItem(
  tenantId: string,
  kind: string,
  id: string,
  artefact: Artefact,
  expiresAt: number,
): Item {
  return {
    ...keyItem(keys.artefact(tenantId, kind, id)),
    artefact: S(JSON.stringify(artefact).replaceAll(id, ID)),
    expiresAt: N(expiresAt),
  };
}

/** The artefact with what was written beside it since: the outcome of an interaction, the use of a code. */
export function artefactOf(item: Item, id: string): Artefact {
  // This program wrote it, so its shape is taken on trust.
  const artefact = JSON.parse(stringOf(item, 'artefact').replaceAll(ID, id)) as Artefact;
  const outcome = optionalString(item, 'outcome');
  const consumed = Number(item['usedAt']?.N);
  return {
    ...artefact,
    ...(outcome !== undefined && { result: JSON.parse(outcome) as Artefact }),
    ...(consumed > 0 && { consumed }),
  };
}
