import type { AttributeDefinition, AttributeType } from '#shared/scim/schema-definition.ts';

type Simple = Exclude<AttributeType, 'complex'>;

/** A value of each type that differs with `n`, where the type has more than two. */
const samples: Record<Simple, (name: string, n: number) => unknown> = {
  string: (name, n) => `${name} "${n}" Åse \\ #\u{1f600}`,
  boolean: (_, n) => n % 2 === 1,
  decimal: (_, n) => n + 0.25,
  integer: (_, n) => n,
  dateTime: (_, n) => `2024-02-29T04:56:2${n % 10}Z`,
  binary: (name, n) => btoa(`${name} ${n}`),
  reference: (name, n) => `https://example.com/${name}/${n}?a=b#c`,
};

/** The wrong types to send for each type, none of which a lenient reader could take for the right one. */
export const wrongValues: Record<AttributeType, readonly unknown[]> = {
  string: [true, 5, { a: 1 }, ['x', 'y']],
  boolean: ['maybe', 1, 'yes', { a: true }, [true, false]],
  decimal: ['many', true, {}],
  integer: ['many', 1.5, true, {}],
  dateTime: ['yesterday', '2024-02-30T00:00:00Z', '2024-01-01', 5, true],
  binary: ['not base64!', 'abcde', 5, true],
  reference: ['not a uri', 'https://example.com/<script>', 5, true],
  complex: [true, [['x', 'y']], [5, true]],
};

export function isWritable({ mutability }: AttributeDefinition): boolean {
  return mutability !== 'readOnly';
}

/** A value with everything in it that a client may write. Values of the same attribute differ with `n`. */
export function sampleValue(definition: AttributeDefinition, n = 1): unknown {
  if (!definition.multiValued) return sampleSingle(definition, n);
  return [sampleSingle(definition, n), sampleSingle(definition, n + 1)];
}

function sampleSingle(definition: AttributeDefinition, n: number): unknown {
  const { type, name, subAttributes = [], canonicalValues } = definition;
  if (type !== 'complex')
    return canonicalValues?.[n % canonicalValues.length] ?? samples[type](name, n);
  const writable = subAttributes.filter(isWritable);
  return Object.fromEntries(writable.map((sub) => [sub.name, sampleValue(sub, n)]));
}
