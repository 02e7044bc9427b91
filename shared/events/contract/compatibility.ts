import type { JsonSchema } from '#shared/events/contract/json-schema.ts';

export type EventSchemas = Readonly<Record<string, JsonSchema>>;

/**
 * What would break those who consume released events: an event or a member gone or of another type, a member
 * that may now be absent, a value outside of those that were listed. Anything that comes on top is well.
 */
export function incompatibilities(released: EventSchemas, current: EventSchemas): string[] {
  return Object.entries(released).flatMap(([name, schema]) => {
    const now = current[name];
    return now ? differences(name, schema, now) : [`${name} is gone`];
  });
}

function differences(path: string, before: JsonSchema, now: JsonSchema): string[] {
  if (before.type !== now.type) return [`${path} was ${before.type} and is ${now.type}`];
  if (before.const !== now.const) return [`${path} was ${before.const} and is ${now.const}`];
  const listed = before.enum ?? now.enum ?? [];
  const fresh = now.enum?.filter((value) => !listed.includes(value)) ?? [];
  const problems = fresh.map((value) => `${path} may now be ${value}`);
  if (before.enum && !now.enum) problems.push(`${path} is no longer one of a list`);
  if (before.items && now.items)
    problems.push(...differences(`${path}[]`, before.items, now.items));
  return [...problems, ...memberDifferences(path, before, now)];
}

function memberDifferences(path: string, before: JsonSchema, now: JsonSchema): string[] {
  return Object.entries(before.properties ?? {}).flatMap(([name, schema]) => {
    const member = now.properties?.[name];
    if (!member) return [`${path}.${name} is gone`];
    const relaxed = before.required?.includes(name) && !now.required?.includes(name);
    return [
      ...(relaxed ? [`${path}.${name} may now be absent`] : []),
      ...differences(`${path}.${name}`, schema, member),
    ];
  });
}
