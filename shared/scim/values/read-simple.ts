import type { JsonValue } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { MAX_BINARY_LENGTH, MAX_STRING_LENGTH } from '#shared/scim/limits.ts';
import type { AttributeDefinition, AttributeType } from '#shared/scim/schema-definition.ts';
import { parseDateTime } from '#shared/scim/values/parse-date-time.ts';
import { refuseValue } from '#shared/scim/values/refuse-value.ts';

type Reader = (value: JsonValue, path: string, dialect: Dialect) => JsonValue;

/** base64 or base64url, padded or not (RFC 7643 section 2.3.6). */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
/** What no URI holds unescaped (RFC 3986 section 2). */
const NOT_IN_URI = /[\s<>"{}|\\^`]/;
const BOOLEAN = /^(?:true|false)$/i;
const NUMBER = /^-?\d{1,30}(?:\.\d{1,30})?$/;

const readers: Record<Exclude<AttributeType, 'complex'>, Reader> = {
  string: (value, path) => readText(value, path, MAX_STRING_LENGTH),
  boolean(value, path, { coerceStrings }) {
    if (typeof value === 'boolean') return value;
    const spelled = coerceStrings && typeof value === 'string' && BOOLEAN.test(value);
    return spelled
      ? value.toLowerCase() === 'true'
      : refuseValue(path, 'must be true or false', value);
  },
  decimal: (value, path, dialect) => readNumber(value, path, dialect),
  integer(value, path, dialect) {
    const number = readNumber(value, path, dialect);
    return Number.isSafeInteger(number) ? number : refuseValue(path, 'must be a whole number');
  },
  dateTime(value, path) {
    const text = readText(value, path, MAX_STRING_LENGTH);
    const known = parseDateTime(text) !== undefined;
    return known ? text : refuseValue(path, 'must be a date and time such as 2024-01-23T04:56:22Z');
  },
  binary(value, path) {
    const text = readText(value, path, MAX_BINARY_LENGTH);
    const encoded = BASE64.test(text) && text.replace(/=+$/, '').length % 4 !== 1;
    return encoded ? text : refuseValue(path, 'must be encoded in base64');
  },
  reference(value, path) {
    const text = readText(value, path, MAX_STRING_LENGTH);
    return NOT_IN_URI.test(text) ? refuseValue(path, 'must be a URI') : text;
  },
};

/**
 * Reads one value of an attribute that is not complex (RFC 7643 section 2.3).
 *
 * @throws DomainError `invalidValue`
 */
export function readSimple(
  definition: AttributeDefinition,
  value: JsonValue,
  dialect: Dialect,
  path: string,
): JsonValue {
  if (definition.type === 'complex') return refuseValue(path, 'must be an object');
  return readers[definition.type](value, path, dialect);
}

function readText(value: JsonValue, path: string, longest: number): string {
  if (typeof value !== 'string') return refuseValue(path, 'must be a string', value);
  if (value.length > longest) return refuseValue(path, `must not exceed ${longest} characters`);
  // Stores keep neither faithfully: half a surrogate pair comes back as another character.
  const storable = value.isWellFormed() && !value.includes('\0');
  return storable ? value : refuseValue(path, 'must be well-formed Unicode without NUL');
}

function readNumber(value: JsonValue, path: string, { coerceStrings }: Dialect): number {
  const spelled = coerceStrings && typeof value === 'string' && NUMBER.test(value);
  const number = spelled ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : refuseValue(path, 'must be a number', value);
}
