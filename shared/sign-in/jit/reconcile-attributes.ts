import { valueNamed } from '#shared/identity/changed-names.ts';
import { driftBeside, ownerOf, ownersBeside } from '#shared/identity/owners.ts';
import type { Drift, Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { equalJson, isJsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { requirePresent } from '#shared/scim/require-present.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { ConnectionPolicy } from '#shared/sign-in/connection-policy.ts';
import {
  type MappedAttribute,
  type MappedClaims,
  type Problem,
  refusal,
  withMapped,
} from '#shared/sign-in/jit/mapped-attributes.ts';

/** What a sign-in does to the attributes of somebody who is there. */
export interface Reconciled {
  readonly record: ResourceRecord;
  /** Names of attributes that were written. */
  readonly written: readonly string[];
  /** Of those that say something else and stay, because somebody else owns them. */
  readonly kept: readonly string[];
  readonly problems: readonly Problem[];
}

export interface Reconciling {
  readonly type: ResourceType;
  readonly sync: ConnectionPolicy['syncOnLogin'];
  /** The link that the person came by: its connection owns what is written. */
  readonly link: Link;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Writes what the sign-in may write, and notes where it differs from what is a directory's or an administrator's.
 * What is unique names a person to others, so it stays as it was when they were created.
 */
export function reconcileAttributes(
  reconciling: Reconciling,
  before: ResourceRecord,
  { attributes, problems }: MappedClaims,
): Reconciled {
  if (reconciling.sync === 'never') return { record: before, written: [], kept: [], problems: [] };
  const { type, link } = reconciling;
  const outcomes = attributes
    .filter(({ attribute }) => !type.attributes.unique.includes(attribute))
    .map((mapped) => ({ mapped, ...outcomeFor(reconciling, before, mapped) }));
  const named = (verdict: Verdict) =>
    outcomes.flatMap(({ mapped, is }) => (is === verdict ? [mapped.name] : []));
  const written = named('written');
  const changed = outcomes
    .filter(({ is }) => is === 'written')
    .reduce((current, { mapped }) => withMapped(current, mapped), before.attributes);
  const owned = written.map((name) => [name, link.connectionId] as const);
  const { owners, drift, ...rest } = before;
  const said = new Set(
    outcomes.filter(({ is }) => is !== 'refused').map(({ mapped }) => mapped.name),
  );
  return {
    record: {
      ...rest,
      attributes: changed,
      ...ownersBeside([...Object.entries(owners ?? {}), ...owned]),
      ...driftBeside(driftAfter(drift ?? [], said, named('drifted'), reconciling)),
    },
    written,
    kept: [...named('drifted'), ...named('kept')],
    problems: [...problems, ...outcomes.flatMap(({ problem }) => problem ?? [])],
  };
}

type Verdict = 'same' | 'written' | 'drifted' | 'kept' | 'refused';

function outcomeFor(
  { type, sync, link }: Reconciling,
  record: ResourceRecord,
  mapped: MappedAttribute,
): { readonly is: Verdict; readonly problem?: Problem } {
  const { name } = mapped;
  const { attributes } = record;
  let wanted = attributes;
  const detail = refusal(() => {
    wanted = withMapped(attributes, mapped);
    requirePresent(type, wanted, attributes);
  });
  if (detail !== undefined) return { is: 'refused', problem: { attribute: name, detail } };
  if (equalJson(valueNamed(wanted, name), valueNamed(attributes, name))) return { is: 'same' };
  const owner = ownerOf(record, name);
  const isOwn = owner.kind === 'connection' && owner.connectionId === link.connectionId;
  const isScims = sync === 'ifNotScim' && record.unmanaged === undefined;
  if ((isOwn || owner.kind === 'nobody') && !isScims) return { is: 'written' };
  // Another connection's attribute is not in question, nor is what no directory ever gave.
  const isContested = owner.kind === 'managed' || isOwn;
  return { is: isContested && !isListed(record, mapped) ? 'drifted' : 'kept' };
}

/** Whether a list has the values in question, be it under another type than the mapping would give them. */
function isListed(
  { attributes }: ResourceRecord,
  { name, attribute, steps }: MappedAttribute,
): boolean {
  if (!attribute.definition.multiValued) return false;
  const there = [valueNamed(attributes, name) ?? []].flat().map(textOf);
  return steps.every(({ path, value }) => {
    return path.subAttribute?.name === 'value' && there.includes(textOf(value));
  });
}

function textOf(value: JsonValue): string | undefined {
  const text = isJsonObject(value) ? value['value'] : value;
  return typeof text === 'string' ? text.toLowerCase() : undefined;
}

function driftAfter(
  before: readonly Drift[],
  said: ReadonlySet<string>,
  drifted: readonly string[],
  { link: { connectionId }, now }: Reconciling,
): Drift[] {
  const isOwn = (drift: Drift) => drift.connectionId === connectionId;
  const sinceOf = (name: string) =>
    before.find((drift) => isOwn(drift) && drift.attribute === name)?.since ?? now;
  const others = before.filter((drift) => !isOwn(drift) || !said.has(drift.attribute));
  const own = drifted.map((attribute) => ({ attribute, connectionId, since: sinceOf(attribute) }));
  return [...others, ...own].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ attribute, connectionId }: Drift): string {
  return `${attribute} ${connectionId}`;
}
