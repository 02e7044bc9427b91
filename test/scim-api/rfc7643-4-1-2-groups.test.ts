import { beforeAll, describe, expect, test } from 'vitest';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchedGroupAnswer } from './support/patched-group-answer.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  const ids: Record<string, string> = {};

  const add = async (path: string, name: string, body: object) => {
    const answer = await it.client('POST', path, body);
    expect(answer.status).toBe(201);
    ids[name] = answer.body.id;
  };
  const change = async (group: string, ...operations: readonly object[]) => {
    const answer = await it.client('PATCH', `/Groups/${ids[group]}`, patchBody(...operations));
    expect(answer.status).toBe(patchedGroupAnswer(it.dialect).status);
  };
  const put = (member: string) => ({ op: 'add', path: 'members', value: [{ value: ids[member] }] });
  const take = (member: string) => ({ op: 'remove', path: `members[value eq "${ids[member]}"]` });
  /** `direct` and `indirect` by the name of the group, as the user shows them. */
  const groupsIn = (user: { groups?: { display: string; type: string }[] }) =>
    Object.fromEntries((user.groups ?? []).map(({ display, type }) => [display, type]));
  const groupsOf = async (user: string) =>
    groupsIn((await it.client('GET', `/Users/${ids[user]}`)).body);

  beforeAll(async () => {
    await add('/Users', 'ann', userBody('ann'));
    await add('/Users', 'bob', userBody('bob'));
    for (const name of ['Team', 'Department', 'Company', 'Aside']) {
      await add('/Groups', name, groupBody(name));
    }
    await change('Team', put('ann'));
    await change('Department', put('Team'), put('bob'));
    await change('Company', put('Department'));
  });

  describe('RFC 7643 4.1.2 groups: direct membership and membership through nested groups', () => {
    test('a user shows the groups that it is in directly and those that these are in', async () => {
      expect(await groupsOf('ann')).toEqual({
        Team: 'direct',
        Department: 'indirect',
        Company: 'indirect',
      });
      expect(await groupsOf('bob')).toEqual({ Department: 'direct', Company: 'indirect' });
    });

    test('so does each user of a list', async () => {
      const { body } = await it.client('GET', '/Users?sortBy=userName');
      expect(body.Resources.map(groupsIn)).toEqual([await groupsOf('ann'), await groupsOf('bob')]);
      const plain = await it.client('GET', '/Users');
      expect(plain.body.Resources.map(groupsIn)).toEqual(body.Resources.map(groupsIn));
    });

    test('a membership both direct and through a group is shown once, as direct', async () => {
      await change('Company', put('ann'));
      expect(await groupsOf('ann')).toMatchObject({ Company: 'direct', Department: 'indirect' });
      await change('Company', take('ann'));
      expect(await groupsOf('ann')).toMatchObject({ Company: 'indirect' });
    });

    test('groups may contain each other in a circle', async () => {
      await change('Team', put('Company'));
      expect(await groupsOf('bob')).toEqual({
        Department: 'direct',
        Company: 'indirect',
        Team: 'indirect',
      });
      await change('Team', take('Company'));
      expect(await groupsOf('bob')).toEqual({ Department: 'direct', Company: 'indirect' });
    });

    test('a filter on groups finds members of nested groups, and tells direct from indirect', async () => {
      const find = async (filter: string) => {
        const answer = await it.client('GET', withQuery('/Users', { filter }));
        expect(answer.status).toBe(200);
        return answer.body.Resources.map((user: { userName: string }) => user.userName).sort();
      };
      expect(await find(`groups.value eq "${ids['Company']}"`)).toEqual(['ann', 'bob']);
      expect(await find(`groups eq "${ids['Team']}"`)).toEqual(['ann']);
      expect(await find(`groups[value eq "${ids['Department']}" and type eq "direct"]`)).toEqual([
        'bob',
      ]);
      expect(await find('groups.type eq "indirect"')).toEqual(['ann', 'bob']);
      expect(await find(`groups.value eq "${ids['Aside']}"`)).toEqual([]);
      expect(await find('groups.value eq "nobody"')).toEqual([]);
    });

    test('a group that is deleted takes what was reached through it along', async () => {
      expect((await it.client('DELETE', `/Groups/${ids['Department']}`)).status).toBe(204);
      expect(await groupsOf('ann')).toEqual({ Team: 'direct' });
      expect(await groupsOf('bob')).toEqual({});
    });
  });
});
