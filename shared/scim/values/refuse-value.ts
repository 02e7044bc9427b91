import { DomainError } from '#shared/kernel/domain-error.ts';
import type { JsonValue } from '#shared/kernel/json.ts';

/** @param must What the value has to be, as in "must be a string". */
export function refuseValue(path: string, must: string, got?: JsonValue): never {
  const instead = got === undefined ? '' : `, not ${describe(got)}`;
  throw new DomainError('invalidValue', `Attribute ${path} ${must}${instead}.`);
}

/** The JSON type only: a value may be personal. */
function describe(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
