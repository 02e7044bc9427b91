import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';
import { compareForm } from '#shared/scim/values/compare-form.ts';
import { parseDateTime } from '#shared/scim/values/parse-date-time.ts';
import { readValue } from '#shared/scim/values/read-value.ts';
import { refusal } from '../support/refusal.ts';

type Type = Exclude<ReturnType<typeof attribute>['type'], 'complex'>;

const read = (type: Type, value: JsonValue, dialect = dialects.strict) =>
  readValue(attribute('it', '', { type }), value, dialect, 'it');

describe('RFC 7643 2.3: what a value of a type is', () => {
  test.each<[Type, JsonValue]>([
    ['string', ''],
    ['string', 'a # b\n😀'],
    ['boolean', false],
    ['integer', -3],
    ['decimal', 1.5],
    ['dateTime', '2008-01-23T04:56:22Z'],
    ['binary', 'AAEC/w=='],
    ['binary', 'AAEC_w'],
    ['reference', 'https://example.com/a?b=c#d'],
    ['reference', 'Users/2819c223'],
    ['reference', 'urn:example:x'],
  ])('%s %j', (type, value) => {
    expect(read(type, value)).toBe(value);
  });

  test.each<[Type, JsonValue]>([
    ['string', 5],
    ['string', true],
    ['string', {}],
    ['string', ['a']],
    ['string', 'x'.repeat(4_001)],
    ['string', 'nul \0'],
    ['string', 'half \ud800'],
    ['boolean', 'true'],
    ['boolean', 0],
    ['integer', 1.5],
    ['integer', '1'],
    ['integer', 2 ** 53],
    ['decimal', '1.5'],
    ['dateTime', '2008-01-23'],
    ['dateTime', 1201064182],
    ['binary', 'not base64!'],
    ['binary', 'A'],
    ['binary', 'AA=A'],
    ['reference', 'two words'],
    ['reference', '<script>'],
  ])('%s is not %j', (type, value) => {
    expect(refusal(() => read(type, value))).toBe('invalidValue');
  });
});

describe('dialect: coerceStrings', () => {
  test.each<[Type, JsonValue, JsonValue]>([
    ['boolean', 'True', true],
    ['boolean', 'false', false],
    ['integer', '12', 12],
    ['decimal', '-1.5', -1.5],
  ])('%s %j is %j', (type, given, expected) => {
    expect(read(type, given, dialects.lenient)).toBe(expected);
  });

  test.each<[Type, JsonValue]>([
    ['boolean', 'yes'],
    ['integer', '1.5'],
    ['integer', '0x10'],
    ['decimal', 'NaN'],
  ])('%s is not %j', (type, given) => {
    expect(refusal(() => read(type, given, dialects.lenient))).toBe('invalidValue');
  });
});

describe('RFC 7643 2.3.5: a dateTime is an instant', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T00:00:00', 0],
    ['1970-01-01T00:00:00.1239Z', 123],
    ['1970-01-01T01:00:00+01:00', 0],
    ['1969-12-31T23:30:00-00:30', 0],
    ['1970-01-01T24:00:00Z', 86_400_000],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['0099-01-01T00:00:00Z', new Date('0099-01-01T00:00:00Z').getTime()],
  ])('%s is %i', (text, instant) => {
    expect(parseDateTime(text)).toBe(instant);
  });

  test.each([
    '2023-02-29T00:00:00Z',
    '2023-13-01T00:00:00Z',
    '2023-00-01T00:00:00Z',
    '2023-01-32T00:00:00Z',
    '2023-01-00T00:00:00Z',
    '2023-01-01T25:00:00Z',
    '2023-01-01T24:00:01Z',
    '2023-01-01T00:60:00Z',
    '2023-01-01T00:00:60Z',
    '2023-01-01T00:00:00+15:00',
    '2023-01-01T00:00:00+01:60',
    '2023-01-01 00:00:00Z',
    '2023-01-01T00:00Z',
    '2023-01-01T00:00:00z',
    'yesterday',
  ])('%s is none', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });
});

describe('RFC 7644 5: names are compared as UsernameCaseMapped prepares them', () => {
  test.each([
    ['BJensen', 'bjensen'],
    ['ÅSA', 'a\u030asa'],
    ['ＡＢＣ', 'abc'],
    ['ｶﾞ', 'ガ'],
  ])('%s is %s', (left, right) => {
    expect(compareForm(left)).toBe(compareForm(right));
  });

  test.each([
    ['ı', 'i'],
    ['ß', 'ss'],
    ['a', 'á'],
    ['x²', 'x2'],
  ])('%s is not %s', (left, right) => {
    expect(compareForm(left)).not.toBe(compareForm(right));
  });

  test('comparing again changes nothing', () => {
    for (const text of ['Straße', 'İstanbul', 'ﾊﾝｶｸ', 'ΑΣ']) {
      expect(compareForm(compareForm(text))).toBe(compareForm(text));
    }
  });
});
