import type { PublishedAttribute } from './published-type.ts';

/** Resources that references may point to, by type: `{ value: id, $ref: location }`. */
export type Targets = Readonly<Record<string, { readonly value: string; readonly $ref: string }>>;

const simple: Readonly<Record<string, (n: number) => unknown>> = {
  string: (n) => `Text ${n} of Mixed Case`,
  boolean: (n) => n % 2 === 1,
  integer: (n) => n,
  decimal: (n) => n + 0.5,
  dateTime: (n) => `2026-11-22T07:00:0${n}Z`,
  binary: (n) => btoa(`certificate ${n}`),
};

/** A value made of nothing but the published characteristics; another one for each `n` from 1 to 9. */
export function generatedValue(
  attribute: PublishedAttribute,
  targets: Targets,
  n: number,
): unknown {
  const single = generatedSingle(attribute, targets, n);
  return attribute.multiValued ? [single] : single;
}

function generatedSingle(attribute: PublishedAttribute, targets: Targets, n: number): unknown {
  const { type, canonicalValues, subAttributes = [] } = attribute;
  if (type === 'reference') return generatedReference(attribute, targets, n);
  const canonical = canonicalValues?.[n % canonicalValues.length];
  if (type !== 'complex') return canonical ?? simple[type]?.(n);
  const target = targetOf(attribute, targets, n);
  const parts = subAttributes.map(
    (sub) => [sub.name, target?.[sub.name] ?? generatedValue(sub, targets, n)] as const,
  );
  return Object.fromEntries(parts);
}

function generatedReference(
  { referenceTypes = [] }: PublishedAttribute,
  targets: Targets,
  n: number,
): string {
  const target = referenceTypes.map((type) => targets[type]).find((each) => each !== undefined);
  if (target) return target.$ref;
  return referenceTypes.includes('uri') ? `urn:example:${n}` : `https://example.com/${n}.png`;
}

/** What a complex attribute with a `$ref` to resources speaks of: `value`, `$ref` and `type` agree. */
function targetOf(
  { subAttributes = [] }: PublishedAttribute,
  targets: Targets,
  n: number,
): Readonly<Record<string, string>> | undefined {
  const types = subAttributes.find(({ name }) => name === '$ref')?.referenceTypes ?? [];
  const type = types[n % types.length];
  const target = type === undefined ? undefined : targets[type];
  if (type === undefined || target === undefined) return undefined;
  const typed = subAttributes.some(({ canonicalValues = [] }) => canonicalValues.includes(type));
  return typed ? { ...target, type } : target;
}

/** What an answer must show of a value that was sent, by what is published of it; undefined for nothing. */
export function expectedValue(attribute: PublishedAttribute, sent: unknown): unknown {
  const { mutability, returned, subAttributes } = attribute;
  if (mutability === 'readOnly' || returned === 'never' || sent === undefined) return undefined;
  if (Array.isArray(sent)) return sent.map((each) => expectedParts(subAttributes, each));
  return expectedParts(subAttributes, sent);
}

function expectedParts(
  subAttributes: readonly PublishedAttribute[] | undefined,
  sent: unknown,
): unknown {
  if (!subAttributes || typeof sent !== 'object') return sent;
  const parts = subAttributes.map(
    (sub) => [sub.name, expectedValue(sub, Reflect.get(sent ?? {}, sub.name))] as const,
  );
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}
