import { beforeAll, describe, expect, test } from 'vitest';
import { GROUP } from '#shared/scim/messages.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  const names: Record<string, string> = {};
  const idOf: Record<string, string> = {};

  beforeAll(async () => {
    const add = async (path: string, key: string, body: object) => {
      const answer = await it.client('POST', path, body);
      expect(answer.status).toBe(201);
      names[answer.body.id] = key;
      idOf[key] = answer.body.id;
      return answer.body.id;
    };
    const ann = await add('/Users', 'ann', userBody('ann'));
    const bob = await add('/Users', 'bob', userBody('bob'));
    await add('/Users', 'cyd', userBody('cyd'));
    const inner = await add('/Groups', 'inner', groupBody('Inner', [bob]));
    await add('/Groups', 'outer', groupBody('Outer', [ann, inner]));
    await add('/Groups', 'twin', groupBody('OUTER', [], { externalId: 'g-1' }));
  });

  const find = async (path: string, filter: string) => {
    const withIds = filter.replace(/@(\w+)/g, (_, key: string) => idOf[key] ?? key);
    return await it.client('GET', withQuery(path, { filter: withIds, attributes: 'id' }));
  };

  describe('RFC 7644 3.4.2.2 filter on groups and memberships', () => {
    const found: readonly (readonly [string, string, readonly string[]])[] = [
      ['/Groups', 'displayName eq "outer"', ['outer', 'twin']],
      ['/Groups', 'displayName eq "outer" and externalId eq "g-1"', ['twin']],
      ['/Groups', 'externalId eq "g-1"', ['twin']],
      ['/Groups', 'displayName co "INN"', ['inner']],
      ['/Groups', 'id eq "@inner"', ['inner']],
      ['/Groups', 'id eq "@ann"', []],
      ['/Groups', 'id eq "nonsense"', []],
      ['/Groups', 'members.value eq "@ann"', ['outer']],
      ['/Groups', 'members eq "@bob"', ['inner']],
      ['/Groups', 'members[value eq "@inner"]', ['outer']],
      ['/Groups', 'members[value eq "@inner" and type eq "Group"]', ['outer']],
      ['/Groups', 'members[value eq "@inner" and type eq "User"]', []],
      ['/Groups', 'members.value eq "@cyd"', []],
      ['/Groups', 'members.value eq "nonsense"', []],
      ['/Groups', `${GROUP}:members.value eq "@ann"`, ['outer']],
      ['/Groups', 'members.value eq "@ann" or members.value eq "@bob"', ['inner', 'outer']],
      ['/Groups', 'members.value eq "@ann" and members.value eq "@inner"', ['outer']],
      ['/Groups', 'members.value eq "@ann" and members.value eq "@bob"', []],
      ['/Groups', 'not (members.value eq "@ann")', ['inner', 'twin']],
      ['/Groups', 'members.value ne "@bob"', ['outer', 'twin']],
      ['/Groups', 'id eq "@outer" and members.value eq "@ann"', ['outer']],
      ['/Groups', 'displayName eq "outer" and members eq "@ann"', ['outer']],
      ['/Groups', 'members.type eq "Group"', ['outer']],
      ['/Groups', 'members.$ref ew "@ann"', ['outer']],
      ['/Groups', 'members pr', ['inner', 'outer']],
      ['/Groups', 'not (members pr)', ['twin']],
      ['/Groups', 'members eq null', ['twin']],
      ['/Users', 'groups.value eq "@outer"', ['ann', 'bob']],
      ['/Users', 'groups eq "@inner"', ['bob']],
      ['/Users', 'groups.display eq "OUTER"', ['ann', 'bob']],
      ['/Users', 'groups[value eq "@outer" and type eq "direct"]', ['ann']],
      ['/Users', 'groups[display eq "inner" and type eq "direct"]', ['bob']],
      ['/Users', 'groups pr', ['ann', 'bob']],
      ['/Users', 'not (groups pr)', ['cyd']],
    ];
    test.each(found)('%s %s', async (path, filter, expected) => {
      const { status, body } = await find(path, filter);
      expect(status).toBe(200);
      expect(body.Resources.map(({ id }: { id: string }) => names[id])).toEqual(expected);
      expect(body.totalResults).toBe(expected.length);
    });

    test('shows the members of what it finds, unless they are excluded', async () => {
      const filter = `members.value eq "${idOf['ann']}"`;
      const { body } = await it.client('GET', withQuery('/Groups', { filter }));
      expect(body.Resources[0].members).toHaveLength(2);
      const without = { filter, excludedAttributes: 'members' };
      const { body: lean } = await it.client('GET', withQuery('/Groups', without));
      expect(lean.totalResults).toBe(1);
      expect(lean.Resources[0]).not.toHaveProperty('members');
    });

    test('finds a group by its new name and no longer by the old one', async () => {
      const { body } = await it.client('POST', '/Groups', groupBody('Before'));
      const rename = patchBody({ op: 'replace', path: 'displayName', value: 'After' });
      await it.client('PATCH', `/Groups/${body.id}`, rename);
      expect((await find('/Groups', 'displayName eq "before"')).body.totalResults).toBe(0);
      expect((await find('/Groups', 'displayName eq "after"')).body.totalResults).toBe(1);
      await it.client('DELETE', `/Groups/${body.id}`);
      expect((await find('/Groups', 'displayName eq "after"')).body.totalResults).toBe(0);
    });

    test.each([
      ['members gt null', /members: null can only/],
      ['members[value eq 1', /position/],
      ['displayName eq displayName and', /position/],
    ])('%s is refused', async (filter, detail) => {
      expectRefusal(await find('/Groups', filter), 400, 'invalidFilter', detail);
    });
  });
});
