import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import { replaceResource } from '#shared/scim/replace-resource.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { json } from './support/json.ts';
import { leastProbe, probeType } from './support/probe-type.ts';
import { refusal } from './support/refusal.ts';

const { strict } = dialects;
const probe = (body: object) => json({ ...leastProbe, ...body });
const current = readResource(
  probeType,
  probe({ serial: 'S1', count: 1, origin: { place: 'Oslo', comment: 'x' } }),
  strict,
);
const replace = (body: object) => replaceResource(probeType, current, probe(body), strict);

describe('RFC 7644 3.5.1: PUT', () => {
  test('readWrite: values replace, and what is omitted is cleared', () => {
    const user = readResource(
      userType,
      json({ schemas: [userType.schema.id], userName: 'bo', title: 'Boss', externalId: 'e' }),
      strict,
    );
    const body = json({ schemas: [userType.schema.id], userName: 'Bo', nickName: 'B' });
    expect(replaceResource(userType, user, body, strict)).toEqual({
      userName: 'Bo',
      nickName: 'B',
    });
  });

  test('readOnly: values are ignored', () => {
    expect(replace({ id: 'other', meta: {}, serial: 'S1' })).not.toHaveProperty('id');
  });

  test('immutable: the input must match', () => {
    expect(replace({ serial: 'S1', origin: { place: 'Oslo' } })).toMatchObject({ serial: 'S1' });
    expect(refusal(() => replace({ serial: 'S2', origin: { place: 'Oslo' } }))).toBe('mutability');
    expect(refusal(() => replace({ origin: { place: 'Bergen' } }))).toBe('mutability');
  });

  test('immutable: what has no value yet may be given one', () => {
    const bare = readResource(probeType, probe({}), strict);
    expect(replaceResource(probeType, bare, probe({ serial: 'S2' }), strict)).toMatchObject({
      serial: 'S2',
    });
  });

  test('immutable: what is omitted stays', () => {
    const replaced = replace({});
    expect(replaced).toMatchObject({ serial: 'S1', origin: { place: 'Oslo' } });
    expect(replaced).not.toHaveProperty('count');
    expect(replaced['origin']).toEqual({ place: 'Oslo' });
  });

  test('required attributes must be in the request', () => {
    expect(refusal(() => replace({ label: null }))).toBe('invalidValue');
  });

  test('the current attributes are left alone', () => {
    const before = JSON.stringify(current);
    replace({ origin: { comment: 'y' } });
    expect(JSON.stringify(current)).toBe(before);
  });
});
