import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReceiptStore } from '#functions/adapters/dynamodb/receipt-store.ts';
import { createAdminApi } from '#shared/admin/create-admin-api.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let tokens: string;
beforeAll(async () => {
  world = await createAdminWorld();
  tokens = `${await world.directory('acme')}/tokens`;
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const deep = `${'['.repeat(40)}${']'.repeat(40)}`;

describe('a body that is wrong', () => {
  test.each([
    ['/tenants', '{', 'not valid JSON'],
    ['/tenants', '', 'no body'],
    ['/tenants', deep, 'deeper than'],
    ['/tenants', '[]', 'body: is not a JSON object'],
    ['/tenants', 'null', 'body: is not a JSON object'],
    ['/tenants', '{}', 'name: is missing'],
    ['/tenants', '{"name":7}', 'name: is not a string'],
    ['/tenants', '{"name":null}', 'name: is not a string'],
    ['/tenants', '{"nmae":"x"}', 'body: does not take nmae'],
    ['/tenants', '{"name":"x","constructor":1}', 'body: does not take constructor'],
    ['/tenants', '{"name":"x","__proto__":{"a":1}}', '__proto__'],
    [
      '/tenants/acme/directories',
      '{"name":"x","dialect":"ldap"}',
      'dialect: use one of strict, okta, entra, lenient',
    ],
    [
      '/tenants/acme/directories',
      '{"name":"x","visibility":"all"}',
      'visibility: use one of tenant, own',
    ],
    ['/tenants/acme/directories', '{"dialect":7}', 'dialect: use one of'],
    ['', '{"expiresInDays":0}', 'expiresInDays: use at least 1'],
    ['', '{"expiresInDays":3651}', 'expiresInDays: use at most 3650'],
    ['', '{"expiresInDays":1.5}', 'expiresInDays: is not a whole number'],
    ['', '{"expiresInDays":"7"}', 'expiresInDays: is not a number'],
    ['', '{"expiresInDays":1e999}', 'expiresInDays: '],
    ['', '{"expires":7}', 'body: does not take expires'],
  ])('%s %s is told where', async (path, body, problem) => {
    const answer = await world.admin('POST', path || tokens, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(problem);
    expect(answer.body.error.requestId).toBe('request-1');
  });

  test('is told everything that is wrong at once', async () => {
    const { body } = await world.admin('POST', '/tenants/acme/directories', {
      dialect: 'x',
      more: 1,
    });
    for (const name of ['name: ', 'dialect: ', 'more']) expect(body.error.message).toContain(name);
  });

  test('leaves nothing behind', async () => {
    expect((await world.admin('GET', '/tenants')).body.tenants).toHaveLength(1);
    expect((await world.admin('GET', tokens)).body.tokens).toEqual([]);
  });
});

describe('a request that is not of this API', () => {
  test.each([
    ['PUT', '/tenants', 405],
    ['DELETE', '/tenants/acme', 405],
    ['GET', '/', 404],
    ['GET', '/tenants/acme/directories/okta/tokens/x/y', 404],
    ['GET', '/tenants/%E0%A4%A/users', 404],
  ])('%s %s answers %i', async (method, path, status) => {
    expect((await world.admin(method, path)).status).toBe(status);
  });

  test('is refused for its content type or size', async () => {
    const post = (type: string, body: string) =>
      world.adminApi(
        new Request('https://api.example.com/admin/v1/tenants', {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        }),
        'request-1',
      );
    expect((await post('text/xml', '<x/>')).status).toBe(415);
    expect((await post('application/json', `"${'x'.repeat(5_000_000)}"`)).status).toBe(413);
  });
});

describe('what goes wrong behind the API', () => {
  const failing = (error: unknown) => {
    const reported: unknown[] = [];
    const tenancy = { ...world.tenancy, tenants: () => Promise.reject(error) };
    const api = createAdminApi({
      ...world.ports,
      tenancy,
      identity: world.store,
      declarations: world.declarations,
      apps: world.apps,
      receipts: createReceiptStore(world.table),
      feed: world.feed,
      lifecycle: world.lifecycle,
      planned: world.planned,
      settableClock: false,
      brakes: world.brakes,
      rules: world.rules,
      roles: world.roles,
      connections: world.connections,
      relyingParty: world.relyingParty,
      domains: world.domains,
      sessions: world.sessions,
      lookUpTxt: world.lookUpTxt,
      userTypes: world.userTypes,
      webhooks: world.webhooks,
      report: (...problem) => reported.push(problem),
    });
    const answer = api(new Request('https://api.example.com/admin/v1/tenants'), 'request-7');
    return { answer, reported };
  };

  test('is reported, and kept from the client', async () => {
    const error = new Error('the table is called secret-name');
    const { answer, reported } = failing(error);
    const response = await answer;
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret-name');
    expect(reported).toEqual([[error, 'request-7']]);
  });

  test('says when to try again, if that is known', async () => {
    const { answer } = failing(new DomainError('unavailable', 'Not now.', { retryAfter: 3 }));
    const response = await answer;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('3');
  });
});
