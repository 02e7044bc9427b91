import { jwtVerify } from 'jose';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createGrantLog } from '#functions/adapters/dynamodb/grant-log.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { createReceiptStore } from '#functions/adapters/dynamodb/receipt-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { downstreamWebhooks } from '#functions/offboarding/downstream-webhooks.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import type { App } from '#shared/sessions/app.ts';
import { endings } from '#shared/sessions/endings.ts';
import type { HeardEnding } from '#shared/sessions/offboard.ts';
import type { OffboardingPorts } from '#shared/sessions/offboarding-ports.ts';
import type { KeptReceipt } from '#shared/sessions/receipt.ts';
import type { Session } from '#shared/sessions/session.ts';
import { startServer } from '../../functions/cli/support/test-server.ts';
import { withFaults } from '../../support/faults.ts';
import { newTable } from '../../support/new-table.ts';
import { acme, mandate, newUser } from '../../support/people.ts';
import { appFor, sessionFor } from '../../support/sessions.ts';
import { createWorld } from '../../support/world.ts';
import { testSigner } from './test-signer.ts';

export const ISSUER = 'https://id.example.com/oidc/acme';

/** What a logout token said, once it was verified as an app has to. */
export interface ToldLogout {
  readonly path: string;
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
}

/** Rollcall with sessions, apps that listen for logout tokens over HTTP, and a second client that faults befall. */
export async function createOffboardingWorld() {
  const world = await createWorld();
  const { client, setFaults } = withFaults((await newTable()).client);
  const faulty = createTable(client, world.table.name);
  const signer = testSigner();
  const told: ToldLogout[] = [];
  const answers = new Map<string, number>();
  const server = await startServer(async ({ target, body, headers }) => {
    const token = new URLSearchParams(body).get('logout_token') ?? '';
    const { payload, protectedHeader } = await jwtVerify(token, signer.keys, {
      issuer: ISSUER,
      audience: target.slice(1),
      typ: 'logout+jwt',
    });
    const { sub = '', jti = '', events } = payload;
    const isLogout =
      JSON.stringify(events) === '{"http://schemas.openid.net/event/backchannel-logout":{}}';
    if (!isLogout || 'nonce' in payload || protectedHeader.alg !== 'RS256') return status(400);
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return status(415);
    told.push({ path: target, sub, jti, sid: String(payload['sid']) });
    return status(answers.get(target) ?? 200);
  });
  const apps = createAppStore(world.table);
  const sessions = createSessionStore(world.table);
  const grants = createGrantLog(world.table);
  const webhooks = createWebhookStore(world.table);

  const portsOver = (table: typeof world.table): OffboardingPorts => ({
    identity: createIdentityStore(table, world.clock),
    sessions: createSessionStore(table),
    grants: createGrantLog(table),
    apps: createAppStore(table),
    receipts: createReceiptStore(table),
    downstream: downstreamWebhooks(createWebhookStore(table)),
    tenancy: createTenancyStore(table),
    signingKeys: signer.signingKeys,
    outgoingHttp: createOutgoingHttp({ local: true }),
    clock: world.clock,
    newId: world.ports.newId,
  });

  /** An app that hears of logouts, and answers them with a status. */
  async function app(answer = 200, changes: Partial<App> = {}): Promise<App> {
    const plain = appFor(changes);
    const made = { ...plain, backchannelLogoutUri: `${server.origin}/${plain.id}`, ...changes };
    answers.set(`/${made.id}`, answer);
    await apps.createApp(made);
    return made;
  }

  /** A session from which these apps got tokens. */
  async function session(user: ResourceRecord, from: readonly App[]): Promise<Session> {
    const now = world.clock.now();
    const begun = sessionFor(user, {
      createdAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
    });
    await sessions.begin(begun);
    for (const { id: appId } of from) {
      const grantId = world.ports.newId();
      const row = { ...keys.artefact('acme', 'Grant', grantId) };
      await world.table.put({ pk: { S: row.pk }, sk: { S: row.sk } }, 'attribute_not_exists(pk)');
      const granted = { session: { scope: begun.scope, userId: user.id, id: begun.id }, appId };
      const noted = { ...granted, grantId, issuer: ISSUER, at: begun.createdAt };
      await grants.note(noted, 4_000_000_000);
    }
    return begun;
  }

  /** The last of a user's events that ends access, as the bus tells of it. */
  async function heard(userId: string): Promise<HeardEnding> {
    const rows = await world.table.query({
      pk: keys.resource(acme, 'User', userId).pk,
      prefix: 'EVENT#',
    });
    const records = rows.map((row) => JSON.parse(row['record']?.S ?? '') as OutboxRecord);
    const found = records.flatMap(({ happenings, time: at, tenant: tenantId, ...record }) =>
      happenings.flatMap(({ type }, index) => {
        const event = endings.find((known) => known === type);
        const { actor, cause, requestId } = record;
        const ending = { eventId: `${record.id}.${index}`, at, actor, cause, requestId };
        return event ? [{ tenantId, userId, ending: { event, ...ending } }] : [];
      }),
    );
    const last = found.at(-1);
    if (!last) throw new Error('No event of this user ends access.');
    return last;
  }

  const somebody = () => newUser(world.ports, `${world.ports.newId()}@example.com`);

  const deactivate = (id: string) => setState(world.ports, mandate, id, 'deactivated');

  /** The last receipt of a user. */
  async function kept(userId: string): Promise<KeptReceipt> {
    const [last] = await offboarding.receipts.receiptsOf(acme, userId, { limit: 1 });
    if (!last) throw new Error('There is no receipt.');
    return last;
  }

  const offboarding = portsOver(world.table);
  return {
    ...world,
    ...{ somebody, deactivate, kept, offboarding },
    ...{ apps, sessions, grants, webhooks, signer, told, answers, app, session, heard, setFaults },
    faulty: portsOver(faulty),
    close: server.close,
  };
}

const status = (code: number) => new Response(null, { status: code });
