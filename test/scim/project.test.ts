import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { namedIn } from '#shared/scim/named-in.ts';
import { parseProjection, project, wants } from '#shared/scim/project.ts';
import { represent } from '#shared/scim/represent.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json } from './support/json.ts';
import { BADGE, leastProbe, probeType } from './support/probe-type.ts';
import { refusal } from './support/refusal.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';

const known = {
  id: '1',
  version: 3,
  created: '2024-01-01T00:00:00.000Z',
  lastModified: '2024-01-02T00:00:00.000Z',
  baseUrl: 'https://example.com/scim/v2',
};
const user = represent(userType, {
  ...known,
  attributes: json({
    userName: 'bo',
    name: { givenName: 'Bo', familyName: 'Ek' },
    emails: [{ value: 'a@b.example', type: 'work' }, { value: 'c@d.example' }],
    [ENTERPRISE]: { department: 'Legal', manager: { value: 'm', $ref: 'Users/m' } },
  }),
});
const probe = represent(probeType, {
  ...known,
  attributes: json({
    label: 'x',
    stamp: 's',
    notes: 'n',
    secret: 'hidden',
    origin: { place: 'Oslo', trace: 't', code: 'c' },
    [BADGE]: { number: '7' },
  }),
});

const minimum = { schemas: user['schemas'], id: '1' };
const show = (type: ResourceType, query: Parameters<typeof parseProjection>[1]) =>
  project(type === userType ? user : probe, parseProjection(type, query));

describe('RFC 7644 3.9 attributes', () => {
  test.each<[string[], object]>([
    [['userName'], { userName: 'bo' }],
    [['USERNAME', 'name.GIVENNAME'], { userName: 'bo', name: { givenName: 'Bo' } }],
    [['name', 'name.givenName'], { name: user['name'] }],
    [['name.givenName', 'name'], { name: user['name'] }],
    [['emails.type'], { emails: [{ type: 'work' }] }],
    [['emails.display'], {}],
    [[' userName '], { userName: 'bo' }],
    [[`${CORE}:name.familyName`], { name: { familyName: 'Ek' } }],
    [[`${ENTERPRISE}:department`], { [ENTERPRISE]: { department: 'Legal' } }],
    [[`${ENTERPRISE}:manager.value`], { [ENTERPRISE]: { manager: { value: 'm' } } }],
    [[ENTERPRISE], { [ENTERPRISE]: user[ENTERPRISE] }],
    [['department'], { [ENTERPRISE]: { department: 'Legal' } }],
    [['meta.version'], { meta: { version: 'W/"3"' } }],
    [['nothing', 'name.nothing', '..', 'password', '__proto__'], {}],
    [['id'], {}],
  ])('%j', (attributes, expected) => {
    expect(show(userType, { attributes })).toEqual({ ...minimum, ...expected });
  });
});

describe('RFC 7643 7: what is returned on request is shown to the client that has just written it', () => {
  const written = (body: object) =>
    namedIn(probeType, json({ ...leastProbe, ...body }), dialects.strict);
  const shown = (body: object) => project(probe, parseProjection(probeType, {}, written(body)));

  test('the attribute that it wrote, and no other', () => {
    expect(shown({ notes: 'n' })).toMatchObject({ notes: 'n' });
    expect(shown({ notes: 'n' })['origin']).not.toHaveProperty('trace');
    expect(shown({ NOTES: 'n' })).toMatchObject({ notes: 'n' });
    expect(shown({ origin: { trace: 't' } })).toMatchObject({ origin: { trace: 't' } });
    expect(shown({ origin: { trace: 't' } })).not.toHaveProperty('notes');
  });

  test('what is never returned stays hidden, and so does the rest when nothing was written', () => {
    expect(shown({ secret: 'hidden', notes: 'n' })).not.toHaveProperty('secret');
    expect(shown({ secret: 'hidden' })).not.toHaveProperty('notes');
  });
});

describe('RFC 7644 3.9 excludedAttributes', () => {
  test('what is named is left out', () => {
    const shown = show(userType, {
      excludedAttributes: ['EMAILS', 'name.givenName', `${ENTERPRISE}:manager`, 'meta', 'nothing'],
    });
    expect(shown).toEqual({
      ...minimum,
      userName: 'bo',
      name: { familyName: 'Ek' },
      [ENTERPRISE]: { department: 'Legal' },
    });
  });

  test('what is always returned stays', () => {
    const shown = show(userType, { excludedAttributes: ['id', 'schemas', 'userName'] });
    expect(shown).toMatchObject(minimum);
    expect(shown).not.toHaveProperty('userName');
  });

  test('what is left empty goes', () => {
    const shown = show(userType, {
      excludedAttributes: ['emails.value', ENTERPRISE, 'name.givenName', 'name.familyName'],
    });
    expect(shown).not.toHaveProperty('name');
    expect(shown).not.toHaveProperty([ENTERPRISE]);
    expect(shown['emails']).toEqual([{ type: 'work' }]);
  });
});

describe('RFC 7643 7: returned', () => {
  const always = { schemas: probe['schemas'], id: '1', stamp: 's', origin: { code: 'c' } };

  test('by default: always and default', () => {
    const { label, meta } = probe;
    const byDefault = { label, meta, origin: { place: 'Oslo', code: 'c' }, [BADGE]: probe[BADGE] };
    expect(show(probeType, {})).toEqual({ ...always, ...byDefault });
  });

  test('by name: always, and what was asked for', () => {
    expect(show(probeType, { attributes: ['nothing'] })).toEqual(always);
    expect(show(probeType, { attributes: ['notes', 'secret'] })).toEqual({ ...always, notes: 'n' });
    expect(show(probeType, { attributes: ['origin'] })).toEqual({
      ...always,
      origin: { place: 'Oslo', code: 'c' },
    });
    expect(show(probeType, { attributes: ['origin.trace'] })).toEqual({
      ...always,
      origin: { trace: 't', code: 'c' },
    });
  });

  test('by exclusion: always, and what is left of default', () => {
    const shown = show(probeType, { excludedAttributes: ['origin', 'stamp', 'label', BADGE] });
    expect(shown).toEqual({ ...always, meta: probe['meta'] });
  });
});

describe('projections', () => {
  test('the two parameters exclude each other', () => {
    const query = { attributes: ['userName'], excludedAttributes: ['emails'] };
    expect(refusal(() => parseProjection(userType, query))).toBe('invalidValue');
  });

  test('an empty parameter is none', () => {
    const query = { attributes: [''], excludedAttributes: [] };
    expect(show(userType, query)).toEqual(user);
  });

  test('where nothing has to be left out, nothing is copied', () => {
    expect(project(user, parseProjection(userType, {}))).toBe(user);
  });

  test('say whether an attribute is worth reading', () => {
    const wanted = (query: Parameters<typeof parseProjection>[1]) =>
      wants(parseProjection(groupType, query), 'members');
    expect(wanted({})).toBe(true);
    expect(wanted({ attributes: ['displayName'] })).toBe(false);
    expect(wanted({ attributes: ['Members.value'] })).toBe(true);
    expect(wanted({ excludedAttributes: ['members'] })).toBe(false);
    expect(wanted({ excludedAttributes: ['members.display'] })).toBe(true);
  });
});
