import { beforeAll, describe, expect, test } from 'vitest';
import { type Dialect, type DialectName, dialects } from '#shared/scim/dialect.ts';
import { ENTERPRISE_USER, USER } from '#shared/scim/messages.ts';
import type { Answer, Body, Client } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { bulkBody, groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

type Switch = Exclude<keyof Dialect, 'name'>;

/** A request that only makes sense where the switch is on, and how to see that it was understood. */
interface Claim {
  readonly title: string;
  readonly ask: (client: Client, user: Body, group: Body) => Promise<Answer>;
  readonly understood: (user: Body, group: Body, answer: Answer) => boolean;
}

const patchUser =
  (...operations: readonly object[]): Claim['ask'] =>
  (client, { id }) =>
    client('PATCH', `/Users/${id}`, patchBody(...operations));

const putUser =
  (rest: object): Claim['ask'] =>
  (client, { id, userName }) =>
    client('PUT', `/Users/${id}`, userBody(userName, rest));

const work = (user: Body) => user.emails?.find(({ type }: Body) => type === 'work');

const claims: Record<Switch, readonly Claim[]> = {
  coerceStrings: [
    {
      title: 'active "False" by PATCH',
      ask: patchUser({ op: 'replace', path: 'active', value: 'False' }),
      understood: (user) => user.active === false,
    },
    {
      title: 'primary "true" in a body',
      ask: putUser({ emails: [{ value: 'x', primary: 'true' }] }),
      understood: (user) => user.emails?.[0]?.primary === true,
    },
    {
      title: 'active eq "True" in a filter',
      ask: (client) => client('GET', withQuery('/Users', { filter: 'active eq "True"' })),
      understood: (_user, _group, { body }) => body.totalResults > 0,
    },
  ],
  anyCaseOperations: [
    {
      title: '"Replace"',
      ask: patchUser({ op: 'Replace', path: 'title', value: 'New' }),
      understood: ({ title }) => title === 'New',
    },
    {
      title: '"REMOVE"',
      ask: patchUser({ op: 'REMOVE', path: 'title' }),
      understood: ({ title }) => title === undefined,
    },
    {
      title: '"delete" in a bulk',
      ask: (client, { id }) =>
        client('POST', '/Bulk', bulkBody([{ method: 'delete', path: `/Users/${id}` }])),
      understood: (_user, _group, { body }) => body.Operations[0].status === '204',
    },
  ],
  pathsAsKeys: [
    {
      title: 'name.givenName as a key of a PATCH',
      ask: patchUser({ op: 'replace', value: { 'name.givenName': 'New' } }),
      understood: ({ name }) => name?.givenName === 'New',
    },
    {
      title: 'a full name as a key of a PATCH',
      ask: patchUser({ op: 'add', value: { [`${ENTERPRISE_USER}:department`]: 'New' } }),
      understood: (user) => user[ENTERPRISE_USER]?.department === 'New',
    },
    {
      title: 'the URN of the core schema as a key of a body',
      ask: putUser({ [USER]: { title: 'New' } }),
      understood: ({ title }) => title === 'New',
    },
    {
      title: 'name.familyName as a key of a body',
      ask: putUser({ 'name.familyName': 'New' }),
      understood: ({ name }) => name?.familyName === 'New',
    },
  ],
  looseShapes: [
    {
      title: 'manager as a text',
      ask: patchUser({ op: 'add', path: `${ENTERPRISE_USER}:manager`, value: 'm-1' }),
      understood: (user) => user[ENTERPRISE_USER]?.manager?.value === 'm-1',
    },
    {
      title: 'a value in a list of one',
      ask: patchUser({ op: 'replace', path: 'title', value: [{ value: 'New' }] }),
      understood: ({ title }) => title === 'New',
    },
    {
      title: 'an object where there is a list',
      ask: putUser({ emails: { value: 'new@example.com' } }),
      understood: ({ emails }) => emails?.[0]?.value === 'new@example.com',
    },
  ],
  extensionAttributesAtTop: [
    {
      title: 'department without its URN',
      ask: putUser({ department: 'New' }),
      understood: (user) => user[ENTERPRISE_USER]?.department === 'New',
    },
  ],
  emptyStringClears: [
    {
      title: 'title "" by PATCH',
      ask: patchUser({ op: 'replace', path: 'title', value: '' }),
      understood: ({ title }) => title === undefined,
    },
    {
      title: 'title "" in a body',
      ask: putUser({ title: '' }),
      understood: ({ title }) => title === undefined,
    },
  ],
  createOnUnmatchedPath: [
    {
      title: 'the value of a work address that is not there yet',
      ask: patchUser({ op: 'replace', path: 'emails[type eq "work"].value', value: 'new' }),
      understood: (user) => work(user)?.value === 'new',
    },
  ],
  removeByValue: [
    {
      title: 'one member of two',
      ask: (client, user, group) => {
        const removal = { op: 'remove', path: 'members', value: [{ value: user.id }] };
        return client('PATCH', `/Groups/${group.id}`, patchBody(removal));
      },
      understood: (user, { members }) => members?.length === 1 && members[0].value !== user.id,
    },
    {
      title: 'one email of two',
      ask: patchUser({ op: 'remove', path: 'emails', value: [{ value: 'a@example.com' }] }),
      understood: ({ emails }) => emails?.length === 1 && emails[0].value === 'b@example.com',
    },
  ],
  bareFilterValues: [
    {
      title: 'an externalId without quotes',
      ask: (client, { externalId }) =>
        client('GET', withQuery('/Users', { filter: `externalId eq ${externalId}` })),
      understood: (user, _group, { body }) => body.Resources?.[0]?.id === user.id,
    },
  ],
  ignoreUnknown: [
    {
      title: 'an unknown attribute beside a known one',
      ask: putUser({ favouriteColour: 'red', title: 'New' }),
      understood: ({ title, favouriteColour }) => title === 'New' && favouriteColour === undefined,
    },
    {
      title: 'an unknown sub-attribute',
      ask: putUser({ name: { givenName: 'New', shoeSize: '44' } }),
      understood: ({ name }) => name?.givenName === 'New' && name.shoeSize === undefined,
    },
    {
      title: 'an unknown extension',
      ask: (client, { id, userName }) =>
        client('PUT', `/Users/${id}`, {
          schemas: [USER, 'urn:example:x'],
          userName,
          'urn:example:x': { a: 1 },
          title: 'New',
        }),
      understood: ({ title }) => title === 'New',
    },
  ],
  schemasOptional: [
    {
      title: 'a body without schemas',
      ask: (client, { id, userName }) => client('PUT', `/Users/${id}`, { userName, title: 'New' }),
      understood: ({ title }) => title === 'New',
    },
    {
      title: 'an extension that schemas does not name',
      ask: putUser({ [ENTERPRISE_USER]: { department: 'New' } }),
      understood: (user) => user[ENTERPRISE_USER]?.department === 'New',
    },
    {
      title: 'a PATCH without schemas',
      ask: (client, { id }) =>
        client('PATCH', `/Users/${id}`, {
          Operations: [{ op: 'replace', path: 'title', value: 'New' }],
        }),
      understood: ({ title }) => title === 'New',
    },
  ],
  emptyPatchSucceeds: [
    {
      title: 'a PATCH with nothing to do',
      ask: patchUser(),
      understood: (_user, _group, { status }) => status === 200,
    },
  ],
  bulkIdOptional: [
    {
      title: 'a POST in a bulk without a bulkId',
      ask: (client, { userName }) => {
        const data = userBody(`${userName} two`);
        return client('POST', '/Bulk', bulkBody([{ method: 'POST', path: '/Users', data }]));
      },
      understood: (_user, _group, { body }) => body.Operations[0].status === '201',
    },
  ],
  securityEventsPublished: [
    {
      title: 'securityEvents in /ServiceProviderConfig',
      ask: (client) => client('GET', '/ServiceProviderConfig'),
      understood: (_user, _group, { body }) => 'securityEvents' in body,
    },
  ],
  patchedGroupShown: [
    {
      title: 'a PATCH of a group of two members',
      ask: (client, _user, { id }) =>
        client('PATCH', `/Groups/${id}`, patchBody({ op: 'add', value: { displayName: 'New' } })),
      understood: (_user, _group, { status, body }) =>
        status === 200 && body.displayName === 'New' && body.members.length === 2,
    },
  ],
};

const rows = Object.entries(claims).flatMap(([name, each]) =>
  each.map((claim) => ({ ...claim, name: name as Switch })),
);
const names: DialectName[] = ['strict', 'okta', 'entra', 'lenient'];

test('every dialect is tried, and no switch says the same in all of them', () => {
  expect(names.toSorted()).toEqual(Object.keys(dialects).toSorted());
  for (const { name } of rows) {
    expect(new Set(names.map((dialect) => dialects[dialect][name]))).toEqual(
      new Set([true, false]),
    );
  }
});

inEachDialect(names, (it) => {
  let bystander: Body;
  let count = 0;

  beforeAll(async () => {
    bystander = (await it.client('POST', '/Users', userBody('bystander'))).body;
  });

  describe('a dialect understands what its row says, and nothing more', () => {
    test.each(rows)('$name: $title', async ({ name, ask, understood }) => {
      count += 1;
      const sent = userBody(`speaker${count}`, {
        externalId: `e${count}`,
        title: 'Old',
        emails: [
          { value: 'a@example.com', type: 'home' },
          { value: 'b@example.com', type: 'other' },
        ],
      });
      const user = (await it.client('POST', '/Users', sent)).body;
      const group = (await it.client('POST', '/Groups', groupBody('G', [user.id, bystander.id])))
        .body;
      const answer = await ask(it.client, user, group);
      const after = (await it.client('GET', `/Users/${user.id}`)).body;
      const groupAfter = (await it.client('GET', `/Groups/${group.id}`)).body;
      expect(understood(after, groupAfter, answer)).toBe(dialects[it.dialect][name]);
      if (answer.status < 300) return;
      expectRefusal(answer, 400, answer.body.scimType);
      expect(answer.body.scimType).toMatch(/^(invalid(Syntax|Value|Filter|Path)|noTarget)$/);
      expect(after.meta).toEqual(user.meta);
      expect(groupAfter).toEqual(group);
    });
  });
});
