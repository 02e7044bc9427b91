import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, PATCH_OP, USER } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchedGroupAnswer } from './support/patched-group-answer.ts';
import { employeeBody, groupBody, patchBody, userBody } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const email = { type: 'work', value: 'w@example.com' };

/** What is refused, the operation, its scimType and what the detail must name. */
type Refused = readonly [string, object, string, RegExp];

const ofUsers: readonly Refused[] = [
  ['remove without a path', { op: 'remove' }, 'noTarget', /path/],
  ['remove of what is required', { op: 'remove', path: 'userName' }, 'mutability', /userName/],
  [
    'removal of what is required by null',
    { op: 'replace', path: 'userName', value: null },
    'invalidValue',
    /userName is required/,
  ],
  ['a readOnly attribute', { op: 'replace', path: 'id', value: 'x' }, 'mutability', /\bid\b/],
  ['removal of a readOnly attribute', { op: 'remove', path: 'meta' }, 'mutability', /meta/],
  [
    'a readOnly sub-attribute',
    { op: 'replace', path: 'meta.version', value: 'W/"9"' },
    'mutability',
    /meta\.version/,
  ],
  ['groups', { op: 'add', path: 'groups', value: [{ value: 'g' }] }, 'mutability', /groups/],
  ['groups without a path', { op: 'add', value: { groups: [] } }, 'mutability', /groups/],
  [
    'a readOnly sub-attribute of an extension',
    { op: 'add', path: `${ENTERPRISE_USER}:manager.displayName`, value: 'Boss' },
    'mutability',
    /manager\.displayName/,
  ],
  ['a path to nowhere', { op: 'add', path: 'noSuch', value: 1 }, 'invalidPath', /noSuch/],
  [
    'a sub-attribute that is none',
    { op: 'add', path: 'name.noSuch', value: 'x' },
    'invalidPath',
    /name\.noSuch/,
  ],
  [
    'an unknown extension',
    { op: 'add', path: 'urn:example:2.0:User:x', value: 'x' },
    'invalidPath',
    /urn:example/,
  ],
  ['an empty path', { op: 'add', path: '', value: { title: 'x' } }, 'invalidPath', /position 1/],
  ['a path that is no string', { op: 'add', path: 5, value: 'x' }, 'invalidPath', /path/],
  [
    'a path that does not end',
    { op: 'add', path: 'emails[type eq "work"', value: 'x' },
    'invalidPath',
    /position 22/,
  ],
  [
    'a path with more after its end',
    { op: 'add', path: 'title title', value: 'x' },
    'invalidPath',
    /position 7/,
  ],
  [
    'a filter on what has one value',
    { op: 'add', path: 'name[givenName eq "x"]', value: 'x' },
    'invalidPath',
    /position 5/,
  ],
  [
    'a wrong filter in a path',
    { op: 'remove', path: 'emails[type is "work"]' },
    'invalidFilter',
    /position 13/,
  ],
  [
    'a filter that its attribute does not bear',
    { op: 'remove', path: 'emails[primary gt true]' },
    'invalidFilter',
    /primary/,
  ],
  ['add without a value', { op: 'add', path: 'title' }, 'invalidValue', /value/],
  ['a value without a path that is none', { op: 'add', value: 'x' }, 'invalidValue', /object/],
  ['a value of a wrong type', { op: 'add', path: 'title', value: {} }, 'invalidValue', /title/],
  [
    'a value of a wrong type deep inside',
    { op: 'add', path: 'emails', value: [{ value: 'x', primary: 'maybe' }] },
    'invalidValue',
    /emails\.primary/,
  ],
  ['an unknown op', { op: 'move', path: 'title', value: 'x' }, 'invalidSyntax', /op must be/],
  ['no op', { path: 'title', value: 'x' }, 'invalidSyntax', /op must be/],
  [
    'two primary values at once',
    {
      op: 'add',
      path: 'emails',
      value: [
        { value: 'a', primary: true },
        { value: 'b', primary: true },
      ],
    },
    'invalidValue',
    /emails.*primary/,
  ],
];

const ofGroups: readonly Refused[] = [
  [
    'remove of what is required',
    { op: 'remove', path: 'displayName' },
    'mutability',
    /displayName/,
  ],
  [
    'an unknown member',
    { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
    'invalidValue',
    /members: nobody/,
  ],
  [
    'an unknown member without a path',
    { op: 'add', value: { members: [{ value: 'nobody' }] } },
    'invalidValue',
    /members: nobody/,
  ],
  [
    'a member without a value',
    { op: 'add', path: 'members', value: [{ display: 'Ann' }] },
    'invalidValue',
    /members\.value/,
  ],
  [
    'a type that no member has',
    { op: 'add', path: 'members', value: [{ value: 'x', type: 'Robot' }] },
    'invalidValue',
    /members\.type/,
  ],
  [
    'an immutable sub-attribute',
    { op: 'replace', path: 'members[value eq "x"].display', value: 'X' },
    'mutability',
    /member/,
  ],
  ['an attribute of users', { op: 'add', path: 'userName', value: 'x' }, 'invalidPath', /userName/],
];

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;
  let group: Body;
  let before: Map<string, string>;

  beforeAll(async () => {
    const values = { title: 'Dr', emails: [email], externalId: 'kept' };
    const sent = employeeBody('whole', { manager: { value: 'm' } }, values);
    user = (await it.client('POST', '/Users', sent)).body;
    group = (await it.client('POST', '/Groups', groupBody('Whole', [user.id]))).body;
    await it.client('POST', '/Users', userBody('taken', { externalId: 'taken' }));
    before = await storedRows(it.testTable);
  });

  /** The refused operation alone, and after two that would be fine. */
  const refuse = async (path: string, [, operation, scimType, detail]: Refused) => {
    const good = [
      { op: 'replace', path: 'displayName', value: 'Changed' },
      { op: 'add', path: 'externalId', value: 'changed' },
    ];
    expectRefusal(await it.client('PATCH', path, patchBody(operation)), 400, scimType, detail);
    const third = await it.client('PATCH', path, patchBody(...good, operation));
    expectRefusal(third, 400, scimType, detail);
    if (!third.body.detail.startsWith('members: ')) {
      expect(third.body.detail).toMatch(/^Operation 3: |is required/);
    }
  };

  const nothingChanged = async () => {
    expect(await storedRows(it.testTable)).toEqual(before);
    expect((await it.client('GET', `/Users/${user.id}`)).body.meta).toEqual(user.meta);
  };

  describe('RFC 7644 3.5.2 what PATCH refuses, all or nothing', () => {
    test.each(ofUsers)('user: %s', async (...row) => refuse(`/Users/${user.id}`, row));
    test.each(ofGroups)('group: %s', async (...row) => refuse(`/Groups/${group.id}`, row));

    test('nothing of all that left a trace', nothingChanged);

    test('a userName or externalId that is taken: 409, and nothing of the rest is done', async () => {
      for (const [path, value] of [
        ['userName', 'TAKEN'],
        ['externalId', 'taken'],
      ]) {
        const operations = [
          { op: 'replace', path: 'title', value: 'Changed' },
          { op: 'replace', path, value },
        ];
        const answer = await it.client('PATCH', `/Users/${user.id}`, patchBody(...operations));
        expectRefusal(answer, 409, 'uniqueness', new RegExp(`\\b${path}\\b`));
      }
      await nothingChanged();
    });

    test('404 for an unknown id', async () => {
      const change = patchBody({ op: 'replace', path: 'displayName', value: 'x' });
      expectRefusal(await it.client('PATCH', `/Users/${it.world.ports.newId()}`, change), 404);
      expectRefusal(await it.client('PATCH', `/Groups/${user.id}`, change), 404);
    });

    test.each([
      ['an array', []],
      ['a string', '"add"'],
      ['null', 'null'],
      ['no Operations', { schemas: [PATCH_OP] }],
      ['Operations that are no list', { schemas: [PATCH_OP], Operations: {} }],
      ['an operation that is no object', { schemas: [PATCH_OP], Operations: ['add'] }],
      ['schemas that are no list', { schemas: PATCH_OP, Operations: [] }],
    ])('a message that is %s: 400 invalidSyntax', async (_, message) => {
      const answer = await it.client('PATCH', `/Users/${user.id}`, message);
      expectRefusal(answer, 400, 'invalidSyntax');
    });

    test('1,001 operations: 413', async () => {
      const one = { op: 'replace', path: 'title', value: 'x' };
      const many = patchBody(...Array.from({ length: 1_001 }, () => one));
      expectRefusal(await it.client('PATCH', `/Users/${user.id}`, many), 413, undefined, /1000/);
      await nothingChanged();
    });
  });

  describe('RFC 7644 3.5.2.1 a PATCH that changes nothing', () => {
    test.each([
      ['the value that is there', { op: 'add', path: 'title', value: 'Dr' }],
      ['the same by replace', { op: 'replace', path: 'title', value: 'Dr' }],
      ['an element that is there', { op: 'add', path: 'emails', value: [email] }],
      [
        'the same in another case',
        { op: 'add', path: 'emails', value: { value: 'W@EXAMPLE.com', type: 'WORK' } },
      ],
      [
        'a sub-attribute that is so',
        { op: 'replace', path: 'emails[type eq "work"].value', value: email.value },
      ],
      ['the attributes that are so', { op: 'replace', value: { title: 'Dr', active: true } }],
      ['removal of what is not there', { op: 'remove', path: 'nickName' }],
      ['removal of elements that are not there', { op: 'remove', path: 'emails[type eq "home"]' }],
      ['its own id', { op: 'replace', value: { id: '@id', title: 'Dr' } }],
      ['its own schemas', { op: 'add', path: 'schemas', value: [USER] }],
      ['meta', { op: 'replace', value: { meta: { version: 'W/"9"' } } }],
      ['a password, which is not kept', { op: 'replace', path: 'password', value: 'x' }],
    ])('%s: 200, same version, same time, no event', async (_, operation) => {
      it.world.clock.offset += 1_000;
      const sent = JSON.stringify(patchBody(operation)).replace('@id', user.id);
      const { status, headers, body } = await it.client('PATCH', `/Users/${user.id}`, sent);
      expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined });
      expect(headers.get('etag')).toBe('W/"1"');
      expect(body.meta).toEqual(user.meta);
      await nothingChanged();
    });

    test('members that are in, or out, already', async () => {
      const operations = [
        { op: 'add', path: 'members', value: [{ value: user.id, display: 'Another label' }] },
        { op: 'remove', path: `members[value eq "${it.world.ports.newId()}"]` },
        { op: 'remove', path: `members[value eq "${user.id}"]` },
        { op: 'add', path: 'members', value: [{ value: user.id }] },
        { op: 'replace', path: 'displayName', value: 'Whole' },
      ];
      const path = `/Groups/${group.id}`;
      const { status, headers, body } = await it.client('PATCH', path, patchBody(...operations));
      expect({ status, body }).toEqual(patchedGroupAnswer(it.dialect, group));
      expect(headers.get('etag')).toBe('W/"1"');
      expect((await it.client('GET', path)).body).toEqual(group);
      await nothingChanged();
    });
  });
});
