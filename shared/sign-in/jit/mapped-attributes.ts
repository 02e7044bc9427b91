import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { applyOperation } from '#shared/scim/patch/apply-operation.ts';
import type { PathToAttribute } from '#shared/scim/path.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { valueFrom } from '#shared/sign-in/claim-value.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { mappingOf } from '#shared/sign-in/jit/default-mapping.ts';
import { mappableAttribute } from '#shared/sign-in/jit/mappable-attribute.ts';
import { mayBear, trustedClaims } from '#shared/sign-in/jit/trusted-claims.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** All that the claims say of one attribute. */
export interface MappedAttribute {
  /** Of the core bare, of an extension as `URN:name`. */
  readonly name: string;
  readonly attribute: Attribute;
  readonly steps: readonly Step[];
}

interface Step {
  readonly path: PathToAttribute;
  readonly value: JsonValue;
}

/** Why claims say nothing of an attribute although they are there; never a value. */
export interface Problem {
  readonly attribute: string;
  readonly detail: string;
}

export interface MappedClaims {
  readonly attributes: readonly MappedAttribute[];
  readonly problems: readonly Problem[];
}

/** What a sign-in says of a person's attributes. A claim that is not there says nothing. */
export function mappedAttributes(
  type: ResourceType,
  connection: Connection,
  identity: VerifiedIdentity,
): MappedClaims {
  const claims = trustedClaims(connection, identity);
  const steps: Step[] = [];
  const problems: Problem[] = [];
  for (const [attribute, source] of mappingOf(connection)) {
    const value = valueFrom(source, claims);
    if (value === undefined) continue;
    const detail = refusal(() => {
      const path = mappableAttribute(type, attribute);
      requireBearable(connection, identity, path, value);
      applyOperation(newObject(), { op: 'replace', path, value }, dialects.lenient);
      steps.push({ path, value });
    });
    if (detail !== undefined) problems.push({ attribute, detail });
  }
  const byName = Map.groupBy(steps, ({ path }) => path.attribute);
  const attributes = [...byName].map(([attribute, own]) => {
    return { name: attribute.path, attribute, steps: own };
  });
  return { attributes, problems };
}

/** The attributes with what the claims say of one. @throws DomainError when they do not fit what is there. */
export function withMapped(attributes: JsonObject, { steps }: MappedAttribute): JsonObject {
  const next: JsonObject = Object.assign(newObject(), attributes);
  for (const { path, value } of steps) {
    applyOperation(next, { op: 'replace', path, value }, dialects.lenient);
  }
  return next;
}

/** The error's own words, if there is one that is about the claims. */
export function refusal(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

/** By user names and addresses directories and other connections know people. */
function requireBearable(
  connection: Connection,
  identity: VerifiedIdentity,
  { attribute, subAttribute }: PathToAttribute,
  value: JsonValue,
): void {
  const isAddress = attribute.path === 'emails' && (subAttribute?.name ?? 'value') === 'value';
  if (attribute.path !== 'userName' && !isAddress) return;
  if (textsOf(value).every((text) => mayBear(connection, identity, text))) return;
  const detail = 'The identity provider does not say that this address was verified.';
  throw new DomainError('invalidValue', detail);
}

function textsOf(value: JsonValue): string[] {
  return [value].flat().flatMap((each) => {
    const text = isJsonObject(each) ? each['value'] : each;
    return typeof text === 'string' ? [text] : [];
  });
}
