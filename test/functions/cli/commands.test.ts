import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCliWorld } from './support/cli-world.ts';

type CliWorld = Awaited<ReturnType<typeof createCliWorld>>;

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world.close());

/** What a command prints with `--json`, which must be all that it prints. */
async function json(line: string) {
  const { code, out, err } = await world.run(`${line} --json`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

const printed = async (line: string) => {
  const { code, out, err } = await world.run(line);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

describe('from nothing to the first user', () => {
  test('as a script does it', async () => {
    expect(await json('tenant create acme')).toMatchObject({ id: 'acme' });
    expect(await json('tenant list')).toMatchObject({ tenants: [{ id: 'acme' }] });
    const settings = '--dialect entra --visibility own';
    expect(await json(`directory create hr --tenant acme ${settings}`)).toMatchObject({
      id: 'hr',
      dialect: 'entra',
      visibility: 'own',
    });
    expect(await json('directory list --tenant acme')).toMatchObject({
      directories: [{ id: 'hr' }],
    });
    const where = '--tenant acme --directory hr';
    const { id, token, createdAt, expiresAt } = await json(
      `token issue ${where} --expires-in-days 10`,
    );
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(864_000_000);
    const scim = world.scim(token);
    await scim('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada lovelace+test&co@acme.example',
    });
    expect(await json(`user list ${where} --count 1 --start-index 1`)).toMatchObject({
      total: 1,
      users: [{ userName: 'ada lovelace+test&co@acme.example', active: true }],
    });
    const [listed] = (await json(`token list ${where}`)).tokens;
    expect(listed).toMatchObject({ id, live: true, lastUsedAt: expect.any(String) });
    expect(await json(`token revoke ${id} ${where}`)).toEqual({ id, revoked: true });
    expect((await scim('GET', '/Users')).status).toBe(401);
    expect(await json(`token list ${where}`)).toEqual({ tokens: [] });
  });
});

describe('what is empty', () => {
  test('says what to do next', async () => {
    await printed('tenant create hooli');
    expect(await printed('directory list --tenant hooli')).toMatch(
      /has no directories yet.*directory create okta --tenant hooli/,
    );
    await printed('directory create okta --tenant hooli');
    expect(await printed('token list --tenant hooli --directory okta')).toMatch(
      /has no tokens.*token issue --tenant hooli --directory okta/,
    );
    expect(await printed('user list --tenant hooli')).toBe('No users here, of 0.\n');
  });
});

describe('a list of users', () => {
  let where: string;
  beforeAll(async () => {
    where = '--tenant initech';
    await printed('tenant create initech');
    await printed(`directory create okta ${where}`);
    const { token } = await json(`token issue ${where} --directory okta`);
    const names = ['bill', 'peter\u001b[31m\u202e', 'a-name-that-is-rather-long@initech.example'];
    for (const userName of names) {
      const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
      const user = { schemas, userName, displayName: 'Somebody' };
      expect((await world.scim(token)('POST', '/Users', user)).status).toBe(201);
    }
  });

  test('has its columns below each other', async () => {
    const lines = (await printed(`user list ${where}`)).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    const column = lines[0]?.indexOf('DISPLAY NAME') ?? -1;
    for (const line of lines.slice(1, 4)) expect(line.slice(column)).toBe('Somebody');
    expect(lines[4]).toBe('1-3 of 3');
  });

  test('tells how to go on', async () => {
    expect(await printed(`user list ${where} --count 2`)).toContain(
      '1-2 of 3; the next page: --start-index 3\n',
    );
    expect(await printed(`user list ${where} --start-index 3`)).toContain('3-3 of 3\n');
    expect(await printed(`user list ${where} --start-index 9`)).toBe('No users here, of 3.\n');
  });

  test('is what the former name of the group calls, too', async () => {
    expect(await printed(`users list ${where}`)).toBe(await printed(`user list ${where}`));
  });

  test('finds one by name', async () => {
    const { users } = await json(`user list ${where} --user-name BILL`);
    expect(users).toMatchObject([{ userName: 'bill' }]);
  });

  test('shows what a terminal would obey, instead of sending it there', async () => {
    const out = await printed(`user list ${where}`);
    expect(out).toContain('peter\uFFFD[31m\uFFFD');
    for (const obeyed of ['\u001b', '\u202e']) expect(out).not.toContain(obeyed);
  });
});

describe('what the API refuses', () => {
  test.each([
    ['tenant create taken', 'The tenant taken exists already.'],
    ['directory list --tenant nobody', 'There is no tenant nobody.'],
    ['token issue --tenant taken --directory none', 'There is no directory none.'],
    [
      'token revoke 0199b8a0-0000-7000-8000-000000000000 --tenant taken --directory okta',
      'has no such token.',
    ],
  ])('%s ends with 1, the reason, and the request id', async (line, reason) => {
    await world.directory('taken');
    for (const suffix of ['', ' --json']) {
      const { code, out, err } = await world.run(line + suffix);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^rollcall: .*\nRequest id: request-1\n$/);
      expect(err).toContain(reason);
    }
  });
});

describe('events', () => {
  const lines = async (line: string) =>
    (await printed(`${line} --json`))
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));

  test('are lines of JSON with the next cursor for the last, from where another list goes on', async () => {
    await json('tenant create feed');
    await json('directory create hr --tenant feed');
    const { token } = await json('token issue --tenant feed --directory hr');
    const names = ['a', 'b', 'c'];
    for (const userName of names) {
      const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
      await world.scim(token)('POST', '/Users', { schemas, userName });
    }
    await world.publishAll('feed');
    const [first, second, { next }] = await lines('events list --tenant feed --limit 2');
    expect([first, second].map(({ data }) => data.userName)).toEqual(['a', 'b']);
    const [third, end] = await lines(`events list --tenant feed --after ${next}`);
    expect(third).toMatchObject({ specversion: '1.0', type: 'user.created', tenant: 'feed' });
    expect(await lines(`events list --tenant feed --after ${end.next}`)).toHaveLength(1);
    const [followed] = await lines(`events tail --tenant feed --after ${next} --count 1`);
    expect(followed).toEqual(third);
    expect(await printed(`events list --tenant feed --after ${end.next}`)).toMatch(/^No events/);
    const timeline = await json(`user timeline ${third.subject.id} --tenant feed`);
    expect(timeline.changes).toMatchObject([{ version: 1, requestId: 'request-1' }]);
  });

  test('that come while somebody follows are shown', async () => {
    const { token } = await json('token issue --tenant feed --directory hr');
    const [{ next }] = (await lines('events list --tenant feed')).slice(-1);
    const following = lines(`events tail --tenant feed --after ${next} --count 1`);
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    await world.scim(token)('POST', '/Users', { schemas, userName: 'late' });
    await world.publishAll('feed');
    expect((await following)[0]).toMatchObject({ data: { userName: 'late' } });
  });
});
