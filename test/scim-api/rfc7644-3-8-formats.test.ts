import { describe, expect, test } from 'vitest';
import { BASE } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';

const SCIM = 'application/scim+json';

inEachDialect(['strict', 'lenient'], (it) => {
  /** What the server says to a body of these bytes. */
  const post = async (bytes: Uint8Array<ArrayBuffer>, contentType = SCIM) => {
    const headers = { authorization: `Bearer ${it.client.token}`, 'content-type': contentType };
    const request = new Request(`${BASE}/Users`, { method: 'POST', headers, body: bytes });
    const response = await it.world.api(request, 'bytes');
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const encoded = (text: string) => new TextEncoder().encode(text);

  describe('RFC 7644 3.8 formats', () => {
    test('bodies and answers are UTF-8', async () => {
      const userName = 'Zoë-\u{1f600}-名前';
      const { status, body } = await post(encoded(JSON.stringify(userBody(userName))));
      expect(status).toBe(201);
      expect(body.userName).toBe(userName);
    });

    test('a body that is not UTF-8: 400, nothing is kept as something else', async () => {
      const [before = '', after = ''] = JSON.stringify(userBody('latin-@')).split('@');
      const latin1 = new Uint8Array([...encoded(before), 0xe9, ...encoded(after)]);
      expectRefusal(await post(latin1), 400, 'invalidSyntax', /UTF-8/);
      const search = await it.client('GET', '/Users?filter=userName%20sw%20%22latin-%22');
      expect(search.body.totalResults).toBe(0);
    });

    test('a charset other than UTF-8: 415', async () => {
      const body = encoded(JSON.stringify(userBody('charset')));
      expectRefusal(await post(body, `${SCIM}; charset=iso-8859-1`), 415, undefined, /UTF-8/);
      expect((await post(body, `${SCIM}; charset="UTF-8"`)).status).toBe(201);
    });

    test('another media type: 415, naming those that are understood', async () => {
      const body = encoded('<user/>');
      expectRefusal(await post(body, 'application/xml'), 415, undefined, /scim\+json/);
    });

    test.each([
      ['', SCIM],
      ['*/*', SCIM],
      [SCIM, SCIM],
      ['application/json', 'application/json'],
      ['application/json;q=0.9, application/scim+json', SCIM],
      ['application/json, text/plain, */*', SCIM],
      ['text/html', SCIM],
    ])('Accept: %s is answered in %s', async (accept, contentType) => {
      const paths = ['/Users', '/Schemas', '/ServiceProviderConfig', '/Users/nobody'];
      for (const path of paths) {
        const { headers } = await it.client('GET', path, undefined, { accept });
        expect(headers.get('content-type')).toBe(contentType);
      }
    });
  });

  describe('RFC 9110 9.3.2 HEAD', () => {
    test('is answered as GET is, without the body', async () => {
      const { body: user } = await it.client('POST', '/Users', userBody('head'));
      for (const path of [`/Users/${user.id}`, '/Groups', '/Schemas', '/Users/nobody']) {
        const asked = await it.client('GET', path);
        const { status, headers, body } = await it.client('HEAD', path);
        expect(body).toBeUndefined();
        expect(status).toBe(asked.status);
        expect([...headers]).toEqual([...asked.headers]);
      }
    });
  });

  describe('RFC 7643 3.1 meta.location', () => {
    test('is what Location and Content-Location say, of every answer about one resource', async () => {
      const rename = patchBody({ op: 'replace', path: 'displayName', value: 'Renamed' });
      for (const [path, sent] of [
        ['/Users', userBody('located')],
        ['/Groups', groupBody('Located')],
      ] as const) {
        const created = await it.client('POST', path, sent);
        const one = `${path}/${created.body.id}`;
        const fresh = { 'if-none-match': 'W/"2"' };
        const answers = [
          created,
          await it.client('GET', one),
          await it.client('PUT', one, sent),
          await it.client('PATCH', one, rename),
          await it.client('GET', one, undefined, fresh),
        ];
        expect(answers.at(-1)?.status).toBe(304);
        for (const { headers } of answers) {
          expect(headers.get('location')).toBe(created.body.meta.location);
          expect(headers.get('content-location')).toBe(created.body.meta.location);
        }
      }
    });
  });

  describe('RFC 7644 3.11 /Me', () => {
    test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s: 501, saying why', async (method) => {
      const answer = await it.client(method, '/Me', method === 'GET' ? undefined : {});
      expectRefusal(answer, 501, undefined, /stands for a directory/);
    });
  });
});
