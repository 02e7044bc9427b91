import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createReceiptStore } from '#functions/adapters/dynamodb/receipt-store.ts';
import type { Command } from '#functions/cli/command.ts';
import { commandTable } from '#functions/cli/command-table.ts';
import { freePort } from '#infra/local/free-port.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { newObject } from '#shared/kernel/json.ts';
import type { Receipt } from '#shared/sessions/receipt.ts';
import { keepLastClaims } from '#shared/sign-in/last-claims.ts';
import { signatures } from '#shared/webhooks/signature.ts';
import { sessionFor } from '../../support/sessions.ts';
import { createCliWorld } from './support/cli-world.ts';

type CliWorld = Awaited<ReturnType<typeof createCliWorld>>;

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world.close());

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What an example prints and a later one takes. */
const NAMED = new RegExp(`${ID.source}|\\b[0-9a-f]{64}\\b`, 'g');

/** What is different each time: ids, secrets, times, the port. The lengths stay, and with them the columns. */
function masked(text: string): string {
  return text
    .replace(/(?<=rollcall-verification=)[\w-]+/g, 'CHALLENGE')
    .replace(/rollcall_[0-9a-f-]{36}_[\w-]{43}/g, 'TOKEN')
    .replace(/whsec_[\w+/]{43}=|whsec_bm90[\w+/=]*/g, 'KEY')
    .replace(/rollcall-(client|app)-[\w-]{43}/g, 'SECRET')
    .replace(NAMED, (name) => 'I'.repeat(name.length))
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'T'.repeat(20))
    .replace(/--after [\w-]{40,}/, '--after CURSOR')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST');
}

async function pushPeople(token: string): Promise<void> {
  const scim = world.scim(token);
  const ids: string[] = [];
  for (const [userName, displayName, active] of [
    ['ada@acme.example', 'Ada Lovelace', true],
    ['alan@acme.example', 'Alan Turing', false],
  ]) {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const sent = { schemas, userName, displayName, active };
    const { status, body } = await scim('POST', '/Users', sent);
    expect(status).toBe(201);
    ids.push(body.id);
  }
  const { status } = await scim('POST', '/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Engineering',
    members: [{ value: ids[0] }],
  });
  expect(status).toBe(201);
  await world.publishAll('acme');
}

/** Puts the record into DNS that a domain was shown to need. */
function publish(out: string): void {
  const [, name = '', value = ''] = /(\S+)\. TXT "(.+)"/.exec(out) ?? [];
  world.dns.answers.set(name, [value]);
}

/** What offboarding would leave of a user who is in one group, and nowhere signed in. */
async function leaveReceipt(typed: string): Promise<void> {
  const [user = ''] = typed.match(ID) ?? [];
  const scope = sharedScope('acme');
  const at = new Date().toISOString();
  const id = world.ports.newId();
  const [group] = await world.store.memberOf(scope, { id: user, type: 'User' });
  const item = { kind: 'group', id: group?.groupId ?? '', name: group?.groupName ?? '' } as const;
  const actor = { type: 'admin', id: 'admin-api' } as const;
  const by = { actor, cause: 'admin', requestId: 'request-1' } as const;
  const receipt: Receipt = {
    ...{ id, tenant: 'acme', user, state: 'closed', omitted: 0, at },
    ending: { event: 'user.deactivated', eventId: `${id}.0`, at, ...by },
    items: [{ ...item, done: 'withheld', state: 'acknowledged', at }],
  };
  const kept = { scope, receipt, jws: 'signed', rounds: 0, dueAt: 0 };
  expect(await createReceiptStore(world.table).write(kept)).toBe(true);
}

/** Lets the user in, who is signed in from then on. */
async function signIn(id: string): Promise<void> {
  const user = await world.store.resource(sharedScope('acme'), 'User', id);
  if (!user) throw new TypeError(`There is no user ${id}.`);
  await world.sessions.begin(sessionFor(user, { connectionId: 'okta' }));
}

/** Whoever is locked out already is nobody's to be warned. */
async function letAdaIn(): Promise<void> {
  const { out } = await world.run('user list --tenant acme --user-name ada@acme.example --json');
  const [{ id }] = JSON.parse(out).users;
  await world.run(`user reactivate --tenant acme --user ${id}`);
  await signIn(id);
}

/** What Google would have said, had somebody signed in. */
async function rememberClaims(): Promise<void> {
  const connection = await world.connections.connection({ tenantId: 'acme', id: 'google' });
  if (!connection) throw new TypeError('There is no connection.');
  const claims = {
    ...{ sub: '1', email: 'grace@acme.example', email_verified: true, name: 'Grace' },
    hd: 'acme.example',
  };
  const kept = Object.assign(newObject(), claims);
  const ports = { ...world, secretBox: world.webhooks.secretBox };
  await keepLastClaims(ports, { ...connection, keepLastClaims: true }, kept);
}

/** What a webhook would send to a receiver, as soon as there is one. */
async function sendTo(port: number, secret: string): Promise<void> {
  const message = {
    id: '019cad41-4e5f-7a63-8d10-2c3b4a596877.0',
    timestamp: Math.floor(Date.now() / 1_000),
    body: JSON.stringify({ type: 'webhook.test' }),
  };
  const headers = {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': await signatures([secret], message),
  };
  const send = () =>
    fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body: message.body });
  const { status } = await vi.waitFor(send, { timeout: 10_000 });
  expect(status).toBe(204);
}

/** What others do after an example, so that the next ones find what they tell of. */
const meanwhile: Record<
  string,
  (out: string, learn: (out: string) => void, typed: string) => unknown
> = {
  'token issue': async (out, learn) => {
    await pushPeople(out.match(/rollcall_\S{80}/)?.[0] ?? '');
    // The token was used by that; the next example tells of one that was not.
    await world.run(`token revoke ${out.match(ID)?.[0]} --tenant acme --directory okta`);
    const again = await world.run('token issue --tenant acme --directory okta --json');
    learn(JSON.parse(again.out).id);
  },
  'domain add': publish,
  'user deactivate': (_out, _learn, typed) => leaveReceipt(typed),
  'lifecycle status': letAdaIn,
  'connection test': rememberClaims,
  'webhook test': () => world.deliverAll(),
};

describe('the help', () => {
  // In the order of the table, the examples are one story; what one leaves behind, the next needs.
  test('prints of every command what it prints indeed', async () => {
    // An id that an example prints stands, where a later one takes it, for the id that was printed indeed.
    const known = new Map<string, string>();
    const learn = (shown: string, out: string) => {
      const ids = out.match(NAMED) ?? [];
      for (const [index, id] of (shown.match(NAMED) ?? []).entries())
        known.set(id, ids[index] ?? id);
    };
    const port = await freePort();
    const check = async (group: string, { name, example }: Command) => {
      const typed = example.typed
        .replace(NAMED, (id) => known.get(id) ?? id)
        .replace('--port 4100', `--port ${port}`);
      const sent = name === 'listen' && sendTo(port, typed.match(/whsec_\S+/)?.[0] ?? '');
      const { code, out, err } = await world.run(`${group} ${name} ${typed}`);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(masked(out)).toBe(`${masked(example.printed)}\n`);
      await sent;
      learn(example.printed, out);
      const again = (printed: string) => learn(example.printed, printed);
      await meanwhile[`${group} ${name}`]?.(out, again, typed);
    };
    for (const group of commandTable) {
      for (const command of group.commands) await check(group.name, command);
    }
  });
});
