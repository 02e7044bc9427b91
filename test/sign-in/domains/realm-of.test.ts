import { describe, expect, test } from 'vitest';
import type { Domain } from '#shared/sign-in/domains/domain.ts';
import { type Arriving, realmOf } from '#shared/sign-in/domains/realm-of.ts';
import { sampleConnection } from '../support/sample-connection.ts';

const proven = '2027-03-02T09:00:00.000Z';
const domain = (name: string, rest: Partial<Domain>): Domain => ({
  tenantId: 'acme',
  name,
  version: 2,
  createdAt: proven,
  challenge: 'x',
  ...rest,
});

const known = [
  domain('acme.example', { connectionId: 'okta', verifiedAt: proven }),
  domain('pending.example', { connectionId: 'okta' }),
  domain('lapsed.example', { connectionId: 'okta', lapsedAt: proven }),
  domain('unassigned.example', { verifiedAt: proven }),
  domain('off.example', { connectionId: 'off', verifiedAt: proven }),
  domain('gone.example', { connectionId: 'gone', verifiedAt: proven }),
  domain('other.example', { tenantId: 'globex', connectionId: 'okta', verifiedAt: proven }),
];

const connections = ['okta', 'google', 'off'].map((id) => ({
  ...sampleConnection(),
  id,
  enabled: id !== 'off',
}));

/** The id of the connection, or of those to choose from. */
async function realm(arriving: Partial<Arriving>, of = connections): Promise<string | string[]> {
  const ports = {
    connections: { connections: async () => of },
    domains: {
      domain: async (tenantId: string, name: string) =>
        known.find((each) => each.tenantId === tenantId && each.name === name),
    },
  };
  const found = await realmOf(ports, 'acme', { hints: {}, ...arriving });
  return 'connection' in found ? found.connection.id : found.choices.map(({ id }) => id);
}

describe('the way to sign in', () => {
  test('is the one that the app names, before all else', async () => {
    const email = 'ada@acme.example';
    expect(await realm({ hints: { connection: 'google' }, email })).toBe('google');
  });

  test('is the only one there is', async () => {
    expect(await realm({}, connections.slice(1))).toBe('google');
    expect(await realm({ email: 'ada@acme.example' }, connections.slice(1))).toBe('google');
  });

  test('is that of a proven domain: of a hint, of an address, spelled as anybody likes', async () => {
    expect(await realm({ email: 'ada@acme.example' })).toBe('okta');
    expect(await realm({ email: 'ada@ACME.Example.' })).toBe('okta');
    expect(await realm({ hints: { domain_hint: 'acme.example' } })).toBe('okta');
    expect(await realm({ hints: { domain_hint: 'ada@acme.example' } })).toBe('okta');
  });

  test('is chosen where nothing says, and nothing tells of a domain that does not count', async () => {
    const choices = ['okta', 'google'];
    expect(await realm({})).toEqual(choices);
    for (const name of ['pending', 'lapsed', 'unassigned', 'off', 'gone', 'other', 'unknown']) {
      expect(await realm({ email: `ada@${name}.example` }), name).toEqual(choices);
    }
    expect(await realm({ email: 'no address' })).toEqual(choices);
  });

  test('is not one that is disabled, or is not there, whoever names it', async () => {
    const email = 'ada@acme.example';
    expect(await realm({ hints: { connection: 'off' }, email })).toBe('okta');
    expect(await realm({ hints: { connection: 'nowhere' } })).toEqual(['okta', 'google']);
    expect(await realm({}, connections.slice(2))).toEqual([]);
  });
});
