import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSlug } from '#shared/tenancy/tenant.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
});

describe('tenants', () => {
  test('are created, shown and listed in order of name', async () => {
    const { status, body } = await world.admin('POST', '/tenants', { name: 'umbrella' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: 'umbrella',
      name: 'umbrella',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect((await world.admin('GET', '/tenants/umbrella')).body).toEqual(body);
    const { body: earlier } = await world.admin('POST', '/tenants', { name: 'initech' });
    expect(await world.admin('GET', '/tenants')).toMatchObject({
      status: 200,
      body: { tenants: [earlier, body] },
    });
  });

  test('are created once, also when two try together', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => world.admin('POST', '/tenants', { name: 'hooli' })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409, 409, 409]);
    expect(await world.admin('POST', '/tenants', { name: 'hooli' })).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'conflict',
          message: 'The tenant hooli exists already.',
          requestId: 'request-1',
        },
      },
    });
  });
});

const notSlugs = [
  '',
  '.',
  '..',
  '#',
  '%23',
  'a#b',
  'a/b',
  'a\u0000b',
  '-a',
  'a-',
  'Acme',
  'a_b',
  'a b',
  'a\n',
  'ácme',
  '__proto__',
  'a'.repeat(41),
];

describe('names', () => {
  test.each(notSlugs)('%j is refused, and the answer says what is allowed', async (name) => {
    await world.admin('POST', '/tenants', { name: 'names' });
    for (const path of ['/tenants', '/tenants/names/directories']) {
      const { status, body } = await world.admin('POST', path, { name });
      expect(status).toBe(400);
      expect(body.error.code).toBe('invalidValue');
      expect(body.error.message).toMatch(/^name: use 1-40 lower-case letters/);
    }
  });

  test.each(['a', '0', 'a-b', 'a'.repeat(40), 'constructor'])('%j is taken', async (name) => {
    expect(await world.admin('POST', '/tenants', { name })).toMatchObject({ status: 201 });
    expect(await world.admin('GET', `/tenants/${name}/directories`)).toMatchObject({
      status: 200,
      body: { directories: [] },
    });
  });

  const addressesOf = (name: string) => {
    const segment = encodeURIComponent(name);
    return [
      `/tenants/${segment}/users`,
      `/tenants/${segment}/directories`,
      `/tenants/names/directories/${segment}/tokens`,
      `/tenants/names/users?directory=${segment}`,
    ];
  };

  test.each(notSlugs)('%j in an address names nothing', async (name) => {
    await world.admin('POST', '/tenants', { name: 'names' });
    for (const path of addressesOf(name)) {
      expect((await world.admin('GET', path)).status).toBe(404);
    }
  });

  test('neither does one that is longer than any key of the table may be', async () => {
    await world.admin('POST', '/tenants', { name: 'names' });
    for (const path of addressesOf('a'.repeat(3_000))) {
      expect((await world.admin('GET', path)).status).toBe(404);
    }
  });

  test('no path whatever makes the API stumble', async () => {
    const segment = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.constantFrom('tenants', 'directories', 'tokens', 'users', ...notSlugs),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 6 }), fc.boolean(), async (path, encode) => {
        const segments = encode ? path.map(encodeURIComponent) : path;
        const { status } = await world.admin('GET', `/${segments.join('/')}`);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    expect(world.unforeseen).toEqual([]);
  });

  test('a slug that nobody has is not found', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z][a-z0-9]{8,20}$/), async (name) => {
        expect(isSlug(name)).toBe(true);
        const { status, body } = await world.admin('GET', `/tenants/${name}/users`);
        expect(status).toBe(404);
        expect(body.error.message).toContain(`no tenant ${name}.`);
      }),
      { numRuns: 20 },
    );
  });
});
