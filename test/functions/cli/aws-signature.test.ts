import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createAdminClient } from '#functions/cli/admin-client.ts';
import { awsSignature } from '#functions/cli/aws-signature.ts';
import { tenantsAnswer } from '#shared/admin/admin-contract.ts';
import { run } from './support/cli-world.ts';
import { type Received, startServer, type TestServer } from './support/test-server.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

let server: TestServer | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

function awsCredentials(sessionToken = ''): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  vi.stubEnv('AWS_SESSION_TOKEN', sessionToken);
}

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * The signature of a request as AWS computes it from what is on the wire, after the description of Signature
 * Version 4; for paths and queries of unreserved characters and `%XX`.
 */
function signatureOf({ method, target, headers, body }: Received, signed: string, region: string) {
  const [path = '', query = ''] = target.split('?');
  const names = signed.split(';');
  const canonical = [
    method,
    path,
    query.split('&').sort().join('&'),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const time = headers['x-amz-date'] ?? '';
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/execute-api/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`;
  const key = [date, region, 'execute-api', 'aws4_request'].reduce<string | Buffer>(
    (signing, part) => hmac(signing, part),
    `AWS4${SECRET}`,
  );
  return hmac(key, toSign).toString('hex');
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/(\d{8})\/([a-z0-9-]+)\/execute-api\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

function expectSigned(received: Received, region: string): void {
  const [, date, named, signed = '', signature] =
    AUTHORIZATION.exec(received.headers['authorization'] ?? '') ?? [];
  expect(received.headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
  expect(received.headers['x-amz-date']?.slice(0, 8)).toBe(date);
  expect(named).toBe(region);
  expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date']));
  expect(signature).toBe(signatureOf(received, signed, region));
}

describe('without a token', () => {
  test.each([
    ['tenant create acme', 'POST', '/admin/v1/tenants'],
    ['directory list --tenant acme', 'GET', '/admin/v1/tenants/acme/directories'],
    [
      'user list --tenant acme --user-name=a+b&c%d@x.y --count 3 --start-index 2',
      'GET',
      '/admin/v1/tenants/acme/users?userName=a%2Bb%26c%25d%40x.y&startIndex=2&count=3',
    ],
  ])('%s is signed, for the region of the environment', async (line, method, target) => {
    awsCredentials();
    server = await startServer(() => Response.json({ message: 'Seen' }, { status: 418 }));
    const environment = { AWS_REGION: 'eu-central-1' };
    const { err } = await run(`${line} --admin-url ${server.origin}/admin/v1`, { environment });
    expect(err).toContain('answered 418: Seen');
    const [received] = server.received;
    expect(received).toMatchObject({ method, target });
    if (received) expectSigned(received, 'eu-central-1');
  });

  test('a body that was changed on the way no longer fits the signature', async () => {
    awsCredentials();
    server = await startServer(() => Response.json({}, { status: 418 }));
    const environment = { AWS_REGION: 'eu-central-1' };
    await run(`tenant create acme --admin-url ${server.origin}/admin/v1`, { environment });
    const [received] = server.received;
    expect(received?.body).toBe('{"name":"acme"}');
    expect(() =>
      expectSigned({ ...(received as Received), body: '{"name":"evil"}' }, 'eu-central-1'),
    ).toThrow();
  });

  test('the session token of a role is sent, and signed', async () => {
    awsCredentials('session-token');
    server = await startServer(() => Response.json({ tenants: [] }));
    const authorize = awsSignature(new URL(server.origin), { AWS_DEFAULT_REGION: 'us-east-1' });
    await createAdminClient(server.origin, authorize).get(tenantsAnswer, { path: ['tenants'] });
    const [received] = server.received;
    expect(received?.headers['x-amz-security-token']).toBe('session-token');
    expect(received?.headers['authorization']).toContain('x-amz-security-token');
    if (received) expectSigned(received, 'us-east-1');
  });

  test.each([
    ['https://abc123.execute-api.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['https://abc123.execute-api.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['https://abc123.execute-api.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ])('%s tells its region', async (origin, region) => {
    awsCredentials();
    const authorize = awsSignature(new URL(origin), { AWS_REGION: 'af-south-1' });
    const url = new URL(`${origin}/admin/v1/tenants`);
    const headers = await authorize({ method: 'GET', url, headers: {} });
    expect(headers['authorization']).toContain(`/${region}/execute-api/aws4_request`);
  });

  test('a host that tells no region asks for it', async () => {
    awsCredentials();
    const { code, err } = await run('tenant list --admin-url https://api.example.com/admin/v1');
    expect(code).toBe(1);
    expect(err).toContain('Set AWS_REGION');
  });

  test('no credentials are asked for in so many words', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
    vi.stubEnv('AWS_PROFILE', undefined);
    const { code, out, err } = await run(
      'tenant list --admin-url https://x.execute-api.eu-west-1.amazonaws.com/admin/v1',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('no AWS credentials');
    expect(err).toContain('AWS_PROFILE');
  });
});
