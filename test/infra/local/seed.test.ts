import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seed } from '#infra/local/seed.ts';

/** As much of the two APIs as seeding goes through: names are unique, two tokens are live at a time. */
class Apis {
  readonly tokens = new Map<string, { id: string; createdAt: string; token: string }[]>();
  readonly names = new Set<string>();
  readonly calls: string[] = [];
  #issued = 0;

  answer(
    method: string,
    path: string,
    authorization: string,
    body: { name?: string },
  ): [number, object?] {
    this.calls.push(`${method} ${path}`);
    if (path.startsWith('/scim')) return this.#scim(authorization);
    if (authorization !== 'Bearer admin') return [403];
    if (path.endsWith('/tokens')) return this.#tokensOf(method, path);
    if (method === 'DELETE') return this.#revoke(path);
    const name = `${path}/${body.name}`;
    if (this.names.has(name)) return [409];
    this.names.add(name);
    return [201, { id: body.name }];
  }

  #scim(authorization: string): [number] {
    const all = [...this.tokens.values()].flat();
    return [all.some(({ token }) => authorization === `Bearer ${token}`) ? 200 : 401];
  }

  #tokensOf(method: string, path: string): [number, object?] {
    const live = this.tokens.get(path) ?? [];
    if (method === 'GET')
      return [200, { tokens: live.map(({ id, createdAt }) => ({ id, createdAt })) }];
    if (live.length >= 2) return [409];
    this.#issued += 1;
    const id = String(this.#issued);
    const issued = {
      id,
      createdAt: `2026-01-01T00:00:00.${id.padStart(3, '0')}Z`,
      token: `secret-${id}`,
    };
    this.tokens.set(path, [issued, ...live]);
    return [201, issued];
  }

  #revoke(path: string): [number] {
    const [, list = '', id] = /^(.*)\/(\d+)$/.exec(path) ?? [];
    this.tokens.set(
      list,
      (this.tokens.get(list) ?? []).filter((one) => one.id !== id),
    );
    return [204];
  }
}

let server: Server;
let apis: Apis;
let baseUrl = '';

beforeEach(async () => {
  apis = new Apis();
  server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = '', url = '', headers } = request;
    const [status, answer] = apis.answer(
      method,
      url.replace('/admin', ''),
      headers.authorization ?? '',
      body === '' ? {} : JSON.parse(body),
    );
    response.writeHead(status).end(answer && JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const run = (known?: Awaited<ReturnType<typeof seed>>, adminToken = 'admin') =>
  seed({
    admin: { baseUrl: `${baseUrl}/admin`, token: adminToken },
    scimBaseUrl: `${baseUrl}/scim/v2`,
    known,
  });

test('there are two tenants with a directory and a token for each dialect', async () => {
  const tenants = await run();
  expect(Object.keys(tenants)).toEqual(['acme', 'globex']);
  for (const { directories } of Object.values(tenants)) {
    expect(Object.keys(directories)).toEqual(['lenient', 'strict', 'okta', 'entra']);
  }
  const tokens = Object.values(tenants).flatMap(({ directories }) => Object.values(directories));
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(8);
  expect(apis.names).toContain('/tenants/acme/directories/okta');
});

test('tokens that are known and good are kept', async () => {
  const first = await run();
  expect(await run(first)).toEqual(first);
});

test('tokens that are lost are issued again, at the cost of the oldest', async () => {
  await run();
  await run();
  const third = await run();
  const { token } = third.acme.directories.lenient;
  const live = apis.tokens.get('/tenants/acme/directories/lenient/tokens') ?? [];
  expect(live).toHaveLength(2);
  expect(live[0]?.token).toBe(token);
});

test('a refusal tells what was refused', async () => {
  await expect(run(undefined, 'wrong')).rejects.toThrow('POST /tenants was answered 403');
});
