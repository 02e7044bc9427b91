import { beforeEach, describe, expect, test } from 'vitest';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchBody, userBody } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    const emails = [{ value: 'home@x.example', type: 'home' }];
    const sent = userBody(`target${count}`, { emails });
    user = (await it.client('POST', '/Users', sent)).body;
  });

  const patch = async (operation: object) =>
    await it.client('PATCH', `/Users/${user.id}`, patchBody(operation));

  describe('RFC 7644 3.5.2.3 a filter that selects nothing', () => {
    test.each([
      ['emails[type eq "work"]', { value: 'work@x.example' }],
      ['emails[type eq "work"].value', 'work@x.example'],
    ])('replace of %s: 400 noTarget, unless the dialect creates it', async (path, value) => {
      const answer = await patch({ op: 'replace', path, value });
      if (it.dialect === 'strict') expectRefusal(answer, 400, 'noTarget', /emails/);
      else expect(answer.body.emails).toContainEqual({ value: 'work@x.example', type: 'work' });
    });

    test.each(['emails[type ne "home"].value', 'emails[value co "nobody"].display'])(
      'replace of %s: 400 noTarget, as nobody could say what to create',
      async (path) => {
        expectRefusal(await patch({ op: 'replace', path, value: 'x' }), 400, 'noTarget', /emails/);
        expect((await it.client('GET', `/Users/${user.id}`)).body).toEqual(user);
      },
    );

    test('remove of it is done already', async () => {
      const { status, body } = await patch({ op: 'remove', path: 'emails[type eq "work"]' });
      expect(status).toBe(200);
      expect(body).toEqual(user);
    });
  });
});
