import type * as z from 'zod/mini';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createActivityStore } from '#functions/adapters/dynamodb/lifecycle-activity.ts';
import { createLifecycleStore } from '#functions/adapters/dynamodb/lifecycle-store.ts';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import type { EventType } from '#shared/events/catalogue.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import type { ActivityKind } from '#shared/lifecycle/activity.ts';
import { changePolicy } from '#shared/lifecycle/change-policy.ts';
import { holdPerson } from '#shared/lifecycle/hold-person.ts';
import { type PolicyDocument, policyDocument } from '#shared/lifecycle/policy.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { type Outcome, sweepTenant } from '#shared/lifecycle/sweep-tenant.ts';
import { withFaults } from '../../support/faults.ts';
import { newTable, type TestTable } from '../../support/new-table.ts';
import { acme, newUser } from '../../support/people.ts';

export type LifecycleWorld = Awaited<ReturnType<typeof createLifecycleWorld>>;
export type PolicyInput = z.input<typeof policyDocument>;

export const byAdmin = {
  actor: { type: 'admin', id: 'admin-api' },
  cause: 'admin',
  requestId: 'request-1',
} as const;

export const ladder: PolicyInput = {
  mode: 'automatic',
  stages: {
    warn: { inactiveDays: 60 },
    suspend: { inactiveDays: 90 },
    deactivate: { daysAfterPrevious: 30 },
    delete: { daysAfterPrevious: 60 },
  },
  neverSignedIn: 60,
  brake: { perRun: { percent: 100 }, perDay: { percent: 100 } },
};

/** Policies over a table of their own, under a clock that stands still until the test moves it. */
export async function createLifecycleWorld(given?: TestTable) {
  const { client, tableName } = given ?? (await newTable());
  const { setFaults } = withFaults(client);
  const table = createTable(client, tableName);
  const clock = { time: Date.UTC(2026, 0, 5, 6), now: () => clock.time };
  const tenancy = createTenancyStore(table);
  await tenancy.createTenant({ id: 'acme', createdAt: isoTime(clock.time) });
  const activity = createActivityStore(table);
  const lifecycle = createLifecycleStore(table, clock);
  const ports: LifecyclePorts = {
    store: createIdentityStore(table, clock),
    clock,
    newId: createNewId(clock),
    sleep: () => new Promise((go) => setImmediate(go)),
    random: Math.random,
    lifecycle,
    activity,
    tenancy,
    userTypes: createUserTypes(createDeclarationStore(table)),
    rolesOf: async (_scope, { roles = [] }) => roles.map(({ role }) => role),
  };
  const outbox = createOutbox(table);

  const person = (name: string) => newUser(ports, `${name}@example.com`);

  async function seen(userId: string, kind: ActivityKind = 'sign-in'): Promise<void> {
    await activity.note(acme, userId, { at: clock.time, kind });
    await activity.noteFeed('acme', clock.time);
  }

  async function setPolicy(input: PolicyInput) {
    const document: PolicyDocument = policyDocument.parse(input);
    return await changePolicy(ports, byAdmin, 'acme', document);
  }

  const sweep = (asked = {}): Promise<Outcome> => sweepTenant(ports, 'acme', () => true, asked);

  /** Lets days pass, with a sweep at the end; somebody is seen then, unless sign-in is out of order. */
  async function pass(days: number, { silent = false } = {}): Promise<Outcome> {
    clock.time += days * DAY;
    if (!silent) await activity.noteFeed('acme', clock.time);
    return await sweep();
  }

  async function hold(id: string, isHeld = true): Promise<void> {
    const since = isoTime(clock.time);
    const given = { since, by: 'admin-api', reason: 'Case 12' };
    await holdPerson(ports, acme, id, isHeld ? given : undefined);
  }

  const user = (id: string) => ports.store.resource(acme, 'User', id);

  /** Types of the events about somebody, or about the policy, in the order in which they were committed. */
  async function events(id?: string): Promise<EventType[]> {
    const type = id === undefined ? 'LifecyclePolicy' : 'User';
    const records = await outbox.history({ tenantId: 'acme', type, id: id ?? 'inactivity' }, 200);
    return records.toReversed().flatMap(({ happenings }) => happenings.map((each) => each.type));
  }

  return {
    ...{
      activity,
      client,
      clock,
      events,
      hold,
      lifecycle,
      outbox,
      pass,
      person,
      ports,
      seen,
      setFaults,
    },
    ...{ setPolicy, sweep, table, tenancy, user },
  };
}
