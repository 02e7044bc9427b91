import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, PATCH_OP, USER } from '#shared/scim/messages.ts';
import type { Answer, Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { userBody } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;

  beforeAll(async () => {
    user = (await it.client('POST', '/Users', userBody('untouched'))).body;
  });

  describe('keys that mean something to JavaScript', () => {
    const names = [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'valueOf',
    ];

    /** Either the name was refused or it was dropped: the user is as before. */
    const harmless = (answer: Answer, read: Body, name: string) => {
      expect({}).not.toHaveProperty('polluted');
      if (answer.status === 200) expect(answer.body).toEqual(read);
      else expectRefusal(answer, 400, answer.body.scimType, new RegExp(`${name}|emails`));
    };

    test.each(names)('%s is a name like any other that no schema has', async (name) => {
      const read = (await it.client('GET', `/Users/${user.id}`)).body;
      const poison = `{"${name}":{"polluted":true,"active":false,"title":"x"}`;
      const rest = `"schemas":["${USER}","${ENTERPRISE_USER}"],"userName":"untouched"`;
      for (const sent of [
        `${poison},${rest}}`,
        `{${rest},"name":${poison}}}`,
        `{${rest},"emails":[${poison}}]}`,
        `{${rest},"${ENTERPRISE_USER}":${poison}}}`,
      ]) {
        const answer = await it.client('PUT', `/Users/${user.id}`, sent);
        expect(answer.status).toBe(it.dialect === 'lenient' ? 200 : 400);
        harmless(answer, read, name);
      }
    });

    test.each(names)('%s leads nowhere in a PATCH', async (name) => {
      const read = (await it.client('GET', `/Users/${user.id}`)).body;
      const patch = async (operation: string) => {
        const sent = `{"schemas":["${PATCH_OP}"],"${name}":{},"Operations":[{"${name}":1,${operation}}]}`;
        harmless(await it.client('PATCH', `/Users/${user.id}`, sent), read, name);
      };
      const selection = `emails[${name} eq \\"x\\"]`;
      for (const path of [name, `name.${name}`, selection, `${USER}:${name}`, `${name}.x`]) {
        for (const op of ['add', 'replace', 'remove']) {
          const value = op === 'remove' ? '' : ',"value":{"polluted":1}';
          await patch(`"op":"${op}","path":"${path}"${value}`);
        }
      }
      await patch(`"op":"add","value":{"${name}":{"polluted":1}}`);
      await patch(`"op":"add","value":{}`);
    });
  });
});
