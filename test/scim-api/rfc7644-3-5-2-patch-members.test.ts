import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Body } from '../support/world.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchedGroupAnswer } from './support/patched-group-answer.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  let ann: Body;
  let bob: Body;
  let cyd: Body;
  let inner: Body;
  let path: string;

  beforeAll(async () => {
    const people = ['ann', 'bob', 'cyd'].map((name) => it.client('POST', '/Users', userBody(name)));
    [ann, bob, cyd] = (await Promise.all(people)).map(({ body }) => body);
    inner = (await it.client('POST', '/Groups', groupBody('Inner'))).body;
  });

  beforeEach(async () => {
    const { body } = await it.client('POST', '/Groups', groupBody('Team', [ann.id, bob.id]));
    path = `/Groups/${body.id}`;
  });

  const patch = async (...operations: object[]) => {
    const { status, headers, body } = await it.client('PATCH', path, patchBody(...operations));
    expect(headers.get('etag')).toBe('W/"2"');
    const read = await it.client('GET', path);
    expect({ status, body }).toEqual(patchedGroupAnswer(it.dialect, read.body));
    expect(read.headers.get('etag')).toBe('W/"2"');
    return read.body;
  };

  const idsOf = (body: Body) =>
    (body.members ?? []).map(({ value }: { value: string }) => value).toSorted();
  const all = (...resources: Body[]) => resources.map(({ id }) => id).toSorted();
  const member = ({ id }: Body) => ({ value: id });

  describe('RFC 7644 3.5.2 members of a group', () => {
    test('add: who comes, beside who is there', async () => {
      const body = await patch({ op: 'add', path: 'members', value: [member(cyd), member(ann)] });
      expect(idsOf(body)).toEqual(all(ann, bob, cyd));
    });

    test('add: one, without an array', async () => {
      expect(idsOf(await patch({ op: 'add', path: 'members', value: member(cyd) }))).toEqual(
        all(ann, bob, cyd),
      );
    });

    test('add: without a path, with another attribute', async () => {
      const body = await patch({ op: 'add', value: { members: [member(cyd)], externalId: 't' } });
      expect(idsOf(body)).toEqual(all(ann, bob, cyd));
      expect(body.externalId).toBe('t');
    });

    test('add: with a label and a reference, as RFC 7644 3.5.2.1 does', async () => {
      const value = [{ display: 'Cyd', $ref: cyd.meta.location, value: cyd.id }];
      const body = await patch({ op: 'add', path: 'members', value });
      expect(body.members).toContainEqual({ ...value[0], type: 'User' });
    });

    test('add: a group', async () => {
      const body = await patch({ op: 'add', path: 'members', value: [member(inner)] });
      expect(body.members).toContainEqual({
        value: inner.id,
        $ref: inner.meta.location,
        type: 'Group',
      });
    });

    test.each(['members[value eq "@"]', 'members[value eq"@"]', 'MEMBERS[VALUE EQ "@"]'])(
      'remove: %s',
      async (form) => {
        const body = await patch({ op: 'remove', path: form.replace('@', ann.id) });
        expect(idsOf(body)).toEqual(all(bob));
      },
    );

    test('remove: several by or', async () => {
      const filter = `value eq "${ann.id}" or value eq "${bob.id}" or value eq "nobody"`;
      expect(idsOf(await patch({ op: 'remove', path: `members[${filter}]` }))).toEqual([]);
    });

    test('remove: by another filter than ids', async () => {
      const none = { op: 'remove', path: 'members[type eq "Group"]' };
      const body = await patch(none, { op: 'remove', path: `members[value ne "${ann.id}"]` });
      expect(idsOf(body)).toEqual(all(ann));
    });

    test('remove: all', async () => {
      const body = await patch({ op: 'remove', path: 'members' });
      expect(body).not.toHaveProperty('members');
      expect((await it.client('GET', `/Users/${ann.id}`)).body.groups ?? []).not.toContainEqual(
        expect.objectContaining({ value: body.id }),
      );
    });

    test('remove and add in one request', async () => {
      const body = await patch(
        { op: 'remove', path: `members[value eq "${ann.id}"]` },
        { op: 'add', path: 'members', value: [member(cyd)] },
      );
      expect(idsOf(body)).toEqual(all(bob, cyd));
    });

    test('remove all, then add', async () => {
      const body = await patch(
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [member(cyd)] },
      );
      expect(idsOf(body)).toEqual(all(cyd));
    });

    test('replace: those and no others', async () => {
      const body = await patch({
        op: 'replace',
        path: 'members',
        value: [member(cyd), member(bob)],
      });
      expect(idsOf(body)).toEqual(all(bob, cyd));
    });

    test('replace: by none', async () => {
      expect(idsOf(await patch({ op: 'replace', path: 'members', value: [] }))).toEqual([]);
    });

    test('replace: without a path, with a new name', async () => {
      const value = { displayName: 'New', members: [member(cyd)] };
      const body = await patch({ op: 'replace', value });
      expect(body.displayName).toBe('New');
      expect(idsOf(body)).toEqual(all(cyd));
    });

    test('20 requests at once that each add one: nobody is lost', async () => {
      const people = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          it.client('POST', '/Users', userBody(`${path}.${n}`)).then(({ body }) => body),
        ),
      );
      const answers = await Promise.all(
        people.map((one) =>
          it.client('PATCH', path, patchBody({ op: 'add', path: 'members', value: [member(one)] })),
        ),
      );
      const { status } = patchedGroupAnswer(it.dialect);
      expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(status));
      const tags = answers.map(({ headers }) => headers.get('etag'));
      expect(tags.toSorted()).toEqual(
        Array.from({ length: 20 }, (_, n) => `W/"${n + 2}"`).toSorted(),
      );
      expect(idsOf((await it.client('GET', path)).body)).toEqual(all(ann, bob, ...people));
    });
  });
});
