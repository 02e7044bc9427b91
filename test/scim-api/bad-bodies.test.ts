import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, GROUP, USER } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const MEGABYTE = 1024 * 1024;
const deep = (opening: string, closing: string, levels: number) =>
  opening.repeat(levels) + closing.repeat(levels);
const urn = `"schemas":["${USER}"]`;

/** A body, the status and scimType that it gets, and what the detail must name. */
type Bad = readonly [string, string | (() => string), number, string | undefined, RegExp];

const everywhere: readonly Bad[] = [
  ['nothing', '', 400, 'invalidSyntax', /no body/],
  ['white space', ' \r\n\t', 400, 'invalidSyntax', /no body/],
  ['JSON cut short', '{"userName":"a"', 400, 'invalidSyntax', /not valid JSON/],
  ['a trailing comma', '{"a":1,}', 400, 'invalidSyntax', /not valid JSON/],
  ['a comment', '{"a":1} // b', 400, 'invalidSyntax', /not valid JSON/],
  ['single quotes', "{'a':1}", 400, 'invalidSyntax', /not valid JSON/],
  ['NaN', '{"a":NaN}', 400, 'invalidSyntax', /not valid JSON/],
  ['two documents', '{}{}', 400, 'invalidSyntax', /not valid JSON/],
  ['a form', 'userName=a&active=true', 400, 'invalidSyntax', /not valid JSON/],
  ['XML', '<user/>', 400, 'invalidSyntax', /not valid JSON/],
  ['NUL', '\u0000', 400, 'invalidSyntax', /not valid JSON/],
  ['null', 'null', 400, 'invalidSyntax', /must be a JSON object/],
  ['true', 'true', 400, 'invalidSyntax', /must be a JSON object/],
  ['a number', '1e999', 400, 'invalidSyntax', /must be a JSON object/],
  ['a text', '"user"', 400, 'invalidSyntax', /must be a JSON object/],
  ['a list', '[{"userName":"a"}]', 400, 'invalidSyntax', /must be a JSON object/],
  ['a deep list', deep('[', ']', 100), 400, 'invalidSyntax', /deeper than \d+ levels/],
  ['a very deep list', () => deep('[', ']', 500_000), 400, 'invalidSyntax', /deeper than \d+/],
  [
    'a very deep object',
    () => `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
    400,
    'invalidSyntax',
    /deeper than \d+/,
  ],
  ['brackets that never close', () => '['.repeat(MEGABYTE), 400, 'invalidSyntax', /not valid JSON/],
  ['5 MB', () => `{"displayName":"${'a'.repeat(5 * MEGABYTE)}"}`, 413, undefined, /larger than/],
  [
    '4 MB in two-byte letters',
    () => `"${'å'.repeat(2 * MEGABYTE)}"`,
    413,
    undefined,
    /larger than/,
  ],
  ['schemas that are no list', `{"schemas":"${USER}"}`, 400, 'invalidSyntax', /schemas/],
  ['schemas that are no texts', '{"schemas":[1]}', 400, 'invalidSyntax', /schemas/],
];

const forUsers: readonly Bad[] = [
  ['an empty object', '{"schemas":[]}', 400, undefined, /schemas|userName/],
  ['no userName', `{${urn}}`, 400, 'invalidValue', /userName is required/],
  [
    'userName under another name',
    `{${urn},"__proto__":{"userName":"a"}}`,
    400,
    undefined,
    /userName is required|__proto__/,
  ],
  [
    'userName twice, in two cases',
    `{${urn},"userName":"a","USERNAME":"b"}`,
    400,
    'invalidSyntax',
    /userName is given twice/,
  ],
  [
    'a sub-attribute twice, in two cases',
    `{${urn},"userName":"a","name":{"givenName":"a","GivenName":"b"}}`,
    400,
    'invalidSyntax',
    /name\.givenName is given twice/,
  ],
  ['NUL in a text', `{${urn},"userName":"a\\u0000b"}`, 400, 'invalidValue', /userName.*NUL/],
  [
    'NUL in an externalId',
    `{${urn},"userName":"a","externalId":"\\u0000"}`,
    400,
    'invalidValue',
    /externalId/,
  ],
  ['half a surrogate pair', `{${urn},"userName":"a\\ud800"}`, 400, 'invalidValue', /userName/],
  [
    'a lone trail surrogate',
    `{${urn},"userName":"a","title":"\\udc00x"}`,
    400,
    'invalidValue',
    /title/,
  ],
  ['a huge number', `{${urn},"userName":1e400}`, 400, 'invalidValue', /userName/],
  ['a long number', `{${urn},"userName":${'9'.repeat(10_000)}}`, 400, 'invalidValue', /userName/],
  [
    '100 kB of text',
    `{${urn},"userName":"${'a'.repeat(100_000)}"}`,
    400,
    'invalidValue',
    /userName must not exceed \d+ characters/,
  ],
  [
    '100 kB of text further in',
    `{${urn},"userName":"a","name":{"givenName":"${'a'.repeat(100_000)}"}}`,
    400,
    'invalidValue',
    /name\.givenName must not exceed/,
  ],
  [
    '100 kB of certificate',
    `{${urn},"userName":"a","x509Certificates":[{"value":"${'a'.repeat(100_000)}"}]}`,
    400,
    'invalidValue',
    /x509Certificates\.value must not exceed/,
  ],
  [
    '1,001 values',
    `{${urn},"userName":"a","emails":[${Array(1_001).fill('{"value":"a"}').join()}]}`,
    413,
    undefined,
    /emails has 1001 values/,
  ],
  [
    'two primary values',
    `{${urn},"userName":"a","emails":[{"value":"a","primary":true},{"value":"b","primary":true}]}`,
    400,
    'invalidValue',
    /emails.*primary/,
  ],
  [
    'an extension that is a text',
    `{"schemas":["${USER}","${ENTERPRISE_USER}"],"userName":"a","${ENTERPRISE_USER}":"x"}`,
    400,
    'invalidValue',
    /enterprise/,
  ],
];

const forGroups: readonly Bad[] = [
  ['no displayName', `{"schemas":["${GROUP}"]}`, 400, 'invalidValue', /displayName is required/],
  [
    'members that are texts and numbers',
    `{"schemas":["${GROUP}"],"displayName":"a","members":[[1]]}`,
    400,
    'invalidValue',
    /members/,
  ],
  [
    'a member whose id has a NUL',
    `{"schemas":["${GROUP}"],"displayName":"a","members":[{"value":"\\u0000"}]}`,
    400,
    'invalidValue',
    /members\.value/,
  ],
  [
    'a member whose id has a #',
    `{"schemas":["${GROUP}"],"displayName":"a","members":[{"value":"#USER"}]}`,
    400,
    'invalidValue',
    /members: #USER/,
  ],
  [
    '10,001 members',
    `{"schemas":["${GROUP}"],"displayName":"a","members":[${Array(10_001).fill('{"value":"a"}').join()}]}`,
    413,
    undefined,
    /members has 10001/,
  ],
];

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;
  let group: Body;
  let before: Map<string, string>;

  beforeAll(async () => {
    user = (await it.client('POST', '/Users', userBody('untouched'))).body;
    group = (await it.client('POST', '/Groups', groupBody('Untouched', [user.id]))).body;
    before = await storedRows(it.testTable);
  });

  const refusedBy = async (
    [, body, status, scimType, detail]: Bad,
    requests: readonly (readonly [string, string])[],
  ) => {
    const sent = typeof body === 'string' ? body : body();
    const answers = requests.map(([method, path]) => it.client(method, path, sent));
    for (const answer of await Promise.all(answers)) {
      expectRefusal(answer, status, scimType ?? answer.body.scimType, detail);
      expect(answer.body.detail.length).toBeLessThan(1_000);
    }
  };

  describe('a bad body is refused, saying what and where', () => {
    test.each(everywhere)('everywhere: %s', async (...bad) => {
      await refusedBy(bad, [
        ['POST', '/Users'],
        ['POST', '/Groups'],
        ['PUT', `/Users/${user.id}`],
        ['PUT', `/Groups/${group.id}`],
        ['PATCH', `/Users/${user.id}`],
        ['PATCH', `/Groups/${group.id}`],
      ]);
    });

    test.each(forUsers)('as a user: %s', async (...bad) => {
      await refusedBy(bad, [
        ['POST', '/Users'],
        ['PUT', `/Users/${user.id}`],
      ]);
    });

    test.each(forGroups)('as a group: %s', async (...bad) => {
      await refusedBy(bad, [
        ['POST', '/Groups'],
        ['PUT', `/Groups/${group.id}`],
      ]);
    });

    test.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json-patch+json',
      'application/scim+json2',
      'json',
    ])('of the media type %s: 415', async (type) => {
      const headers = { 'content-type': type };
      for (const [method, path, body] of [
        ['POST', '/Users', userBody('typed')],
        ['PUT', `/Users/${user.id}`, userBody('typed')],
        ['PATCH', `/Users/${user.id}`, patchBody({ op: 'remove', path: 'title' })],
      ] as const) {
        expectRefusal(await it.client(method, path, body, headers), 415, undefined, /scim\+json/);
      }
    });

    test('nothing of all that left a trace', async () => {
      expect(await storedRows(it.testTable)).toEqual(before);
    });
  });

  test('of a key that is there twice the last one counts, as JSON.parse has it', async () => {
    const sent = `{${urn},"userName":"first","userName":"last","active":false,"active":true}`;
    const { status, body } = await it.client('POST', '/Users', sent);
    expect([status, body.userName, body.active]).toEqual([201, 'last', true]);
  });
});
