import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { run } from './support/cli-world.ts';
import { type Answering, startServer, type TestServer } from './support/test-server.ts';

const tenants = () => Response.json({ tenants: [] });

let folder: string;
let server: TestServer | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

async function serve(answering: Answering): Promise<TestServer> {
  server = await startServer(answering);
  return server;
}

async function localFile(content: string): Promise<string> {
  const file = join(folder, 'local.json');
  await writeFile(file, content);
  return file;
}

const local = (origin: string, token = 'of-the-file') =>
  localFile(JSON.stringify({ admin: { baseUrl: `${origin}/admin/v1`, token } }));

describe('the admin API', () => {
  test('is the one on this machine when nothing is said', async () => {
    const { origin, received } = await serve(tenants);
    expect(await run('tenant list', { localFile: await local(origin) })).toMatchObject({ code: 0 });
    expect(received).toMatchObject([
      {
        method: 'GET',
        target: '/admin/v1/tenants',
        headers: { authorization: 'Bearer of-the-file' },
      },
    ]);
  });

  test('is that of the environment before that of this machine, with its own token', async () => {
    const { origin, received } = await serve(tenants);
    const environment = {
      ROLLCALL_ADMIN_URL: `${origin}/a-stage/admin/v1/`,
      ROLLCALL_ADMIN_TOKEN: 'of-the-environment',
    };
    const elsewhere = await local('http://127.0.0.1:9');
    await run('tenant list', { environment, localFile: elsewhere });
    expect(received).toMatchObject([
      {
        target: '/a-stage/admin/v1/tenants',
        headers: { authorization: 'Bearer of-the-environment' },
      },
    ]);
  });

  test('is that of the command line before all others', async () => {
    const { origin, received } = await serve(tenants);
    const environment = {
      ROLLCALL_ADMIN_URL: 'https://elsewhere.example/admin/v1',
      ROLLCALL_ADMIN_TOKEN: 't',
    };
    await run(`--admin-url ${origin}/admin/v1 tenant list`, { environment });
    expect(received).toHaveLength(1);
  });

  test('on this machine is given its token also when it is named, and no other is', async () => {
    const { origin, received } = await serve(tenants);
    const file = await local(origin);
    await run(`tenant list --admin-url ${origin}/admin/v1/`, { localFile: file });
    expect(received[0]?.headers['authorization']).toBe('Bearer of-the-file');
    const other = await run(`tenant list --admin-url ${origin}/other/admin/v1`, {
      localFile: file,
    });
    expect(other.err).toContain('Set AWS_REGION, or ROLLCALL_ADMIN_TOKEN');
    expect(received).toHaveLength(1);
  });

  test('is asked for when nothing tells where it is', async () => {
    const { code, out, err } = await run('tenant list');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    for (const way of ['npm start', '--admin-url', 'ROLLCALL_ADMIN_URL']) {
      expect(err).toContain(way);
    }
  });

  test.each(['{', '{}', '{"admin":{"baseUrl":"http://127.0.0.1:1/admin/v1","token":""}}'])(
    'is not looked for in a file that holds %s',
    async (content) => {
      const { code, err } = await run('tenant list', { localFile: await localFile(content) });
      expect(code).toBe(1);
      expect(err).toContain('is not what `npm start` writes');
    },
  );

  test.each([
    ['nonsense', 'is not the URL of an admin API'],
    ['ftp://127.0.0.1/admin/v1', 'is not the URL of an admin API'],
    ['https://api.example.com', 'is not the URL of an admin API'],
    ['https://api.example.com/scim/v2', 'is not the URL of an admin API'],
    ['http://api.example.com/admin/v1', 'without encryption'],
    ['http://127.0.0.1.example.com/admin/v1', 'without encryption'],
    ['http://localhost.example.com/admin/v1', 'without encryption'],
  ])('is not at %s', async (url, problem) => {
    const environment = { ROLLCALL_ADMIN_TOKEN: 'token' };
    const { code, err } = await run(`tenant list --admin-url ${url}`, { environment });
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});

describe('an answer that is no success', () => {
  const refused = async (answering: Answering) => {
    const { origin } = await serve(answering);
    const { code, out, err } = await run('tenant list', { localFile: await local(origin) });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    return err;
  };

  test('of the API tells its reason and the request id', async () => {
    const error = { code: 'conflict', message: 'Taken.', requestId: 'abc' };
    const err = await refused(() => Response.json({ error }, { status: 409 }));
    expect(err).toBe('rollcall: Taken.\nRequest id: abc\n');
  });

  test('of API Gateway tells what is missing', async () => {
    const err = await refused(() =>
      Response.json(
        { message: 'Forbidden' },
        { status: 403, headers: { 'apigw-requestid': 'g1' } },
      ),
    );
    expect(err).toContain('answered 403: Forbidden.');
    expect(err).toContain('execute-api:Invoke');
    expect(err).toContain('Request id: g1');
  });

  test('for a wrong token tells where it comes from', async () => {
    const err = await refused(() => Response.json({ message: 'Unauthorized' }, { status: 401 }));
    expect(err).toContain('ROLLCALL_ADMIN_TOKEN');
  });

  test('with a redirection is not followed', async () => {
    const location = 'https://elsewhere.example/admin/v1/tenants';
    const err = await refused(() => new Response(null, { status: 302, headers: { location } }));
    expect(err).toContain('answered 302');
  });

  test('of something else is not taken for one of the API', async () => {
    expect(await refused(() => new Response('<html>', { status: 502 }))).toContain('answered 502');
    await server?.close();
    expect(await refused(() => new Response('<html>'))).toContain("not of Rollcall's admin API");
    await server?.close();
    expect(await refused(() => Response.json({ tenants: [{}] }))).toContain('Check the URL');
  });

  test('cannot steer the terminal', async () => {
    const error = { code: 'x', message: 'a\u001b[2J\nb', requestId: 'r' };
    const err = await refused(() => Response.json({ error }, { status: 400 }));
    expect(err).toBe('rollcall: a\uFFFD[2J\uFFFDb\nRequest id: r\n');
  });

  test('nor that never came', async () => {
    const { origin } = await serve(tenants);
    await server?.close();
    server = undefined;
    const { code, err } = await run('tenant list', { localFile: await local(origin) });
    expect(code).toBe(1);
    expect(err).toContain(`${origin} cannot be reached (ECONNREFUSED)`);
    expect(err).toContain('npm start');
  });
});
