import { createLookUpTxt } from '#functions/adapters/dns/look-up-txt.ts';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createConnectionStore } from '#functions/adapters/dynamodb/connection-store.ts';
import { createDomainStore } from '#functions/adapters/dynamodb/domain-store.ts';
import { lifecyclePorts } from '#functions/adapters/dynamodb/lifecycle-ports.ts';
import { createLifecycleRuleStore } from '#functions/adapters/dynamodb/lifecycle-rule-store.ts';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createPlannedStore } from '#functions/adapters/dynamodb/planned-store.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReceiptStore } from '#functions/adapters/dynamodb/receipt-store.ts';
import { createRoleRuleStore } from '#functions/adapters/dynamodb/role-rule-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { createAdminApi } from '#shared/admin/create-admin-api.ts';
import { publishCommitted } from '#shared/events/publish-committed.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import { createProviderKeys } from '#shared/sign-in/relying-party/provider-keys.ts';
import { createProviderMetadata } from '#shared/sign-in/relying-party/provider-metadata.ts';
import { afterAttempt } from '#shared/webhooks/delivery.ts';
import type { AttemptMessage } from '#shared/webhooks/delivery-queue.ts';
import { withGoogle } from '../../sign-in/support/published-by-google.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { createFakeBus } from '../../support/fake-bus.ts';
import { type Answer, clientOf, createWorld } from '../../support/world.ts';
import { testSecretBox } from '../../webhooks/support/test-secret-box.ts';

export type AdminWorld = Awaited<ReturnType<typeof createAdminWorld>>;

const ORIGIN = 'https://api.example.com';

/** The admin API beside the SCIM API, over one table of their own. */
export async function createAdminWorld() {
  const world = await createWorld();
  const feed = {
    log: createPublicationLog(world.table, world.ports),
    outbox: createOutbox(world.table),
  };
  const apps = createAppStore(world.table);
  const queued: AttemptMessage[] = [];
  const webhooks = {
    store: createWebhookStore(world.table),
    queue: {
      reach: 900_000,
      send: async (messages: readonly AttemptMessage[]) => void queued.push(...messages),
    },
    secretBox: await testSecretBox(),
    newId: world.ports.newId,
    clock: world.clock,
    wallClock: world.clock,
    localTargets: true,
  };
  const http = withGoogle(createOutgoingHttp({ local: true }));
  const relyingParty = {
    metadata: createProviderMetadata(http, world.clock),
    keys: createProviderKeys(http, world.clock),
  };
  const lifecycle = lifecyclePorts(world.table, world.ports);
  const planned = createPlannedStore(world.table);
  const rules = createLifecycleRuleStore(world.table);
  const roles = createRoleRuleStore(world.table);
  const connections = createConnectionStore(world.table);
  const domains = createDomainStore(world.table);
  const sessions = createSessionStore(world.table);
  const dns = await startDnsServer();
  const lookUpTxt = createLookUpTxt({ servers: [dns.server] });
  const userTypes = createUserTypes(world.declarations);
  const adminPorts: Parameters<typeof createAdminApi>[0] = {
    tenancy: world.tenancy,
    identity: world.store,
    declarations: world.declarations,
    brakes: world.brakes,
    rules,
    roles,
    connections,
    relyingParty,
    domains,
    sessions,
    lookUpTxt,
    userTypes,
    apps,
    receipts: createReceiptStore(world.table),
    lifecycle,
    planned,
    settableClock: true,
    feed,
    webhooks,
    clock: world.clock,
    newId: world.ports.newId,
    sleep: world.ports.sleep,
    random: world.ports.random,
    report: (error) => world.unforeseen.push(error),
  };
  const adminApi = createAdminApi(adminPorts);

  /** `path` is relative to the root of the admin API; `body` is sent as JSON unless it is a string. */
  async function admin(method: string, path: string, body?: unknown): Promise<Answer> {
    const request = new Request(`${ORIGIN}/admin/v1${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const response = await adminApi(request, 'request-1');
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** A tenant with one directory, for a test of its own; gives the directory's path. */
  async function directory(tenant: string, name = 'okta', settings: object = {}): Promise<string> {
    await admin('POST', '/tenants', { name: tenant });
    await admin('POST', `/tenants/${tenant}/directories`, { name, ...settings });
    return `/tenants/${tenant}/directories/${name}`;
  }

  /** The SCIM API as whoever holds the token meets it. */
  const scim = (token: string) => clientOf(world.api, token);

  /** What the relay does, for all that a tenant has committed. */
  async function publishAll(tenant: string): Promise<void> {
    const { places } = await feed.outbox.born(tenant, 0, world.clock.now() + 1);
    const records = (await feed.outbox.at(places)).filter((one) => typeof one === 'object');
    const { publish } = createFakeBus();
    await publishCommitted({ publish, log: feed.log, hasTime: () => true }, records);
  }

  /** What the deliveries in the queue would come to with receivers that take everything. */
  async function deliverAll(): Promise<void> {
    for (const message of queued.splice(0)) {
      const delivery = await webhooks.store.delivery(message);
      const taken = { outcome: 'success', status: 204, milliseconds: 12, detail: '' } as const;
      const at = world.clock.now();
      if (delivery)
        await webhooks.store.replaceDelivery(
          afterAttempt(delivery, { at, ...taken }, { random: 0, reach: 0 }),
        );
    }
  }

  return {
    ...world,
    apps,
    deliverAll,
    webhooks,
    queued,
    feed,
    lifecycle,
    planned,
    rules,
    roles,
    dns,
    connections,
    relyingParty,
    domains,
    sessions,
    lookUpTxt,
    userTypes,
    publishAll,
    adminApi,
    adminPorts,
    admin,
    directory,
    scim,
  };
}
