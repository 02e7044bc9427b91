import { type EventEnvelope, envelopesOf } from '#shared/events/envelope.ts';
import type { Outbox } from '#shared/events/outbox.ts';
import { groupsOfUser } from '#shared/identity/conditions/facts.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import { requireLegal, stateOf } from '#shared/identity/lifecycle-state.ts';
import { type ResourceRecord, userNameOf } from '#shared/identity/resource-record.ts';
import { type Scope, sharedScope } from '#shared/identity/scope.ts';
import { type Clock, DAY } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { actionsFor, personIn, ruleMatches } from '#shared/lifecycle/rules/judge-rule.ts';
import { isByRule } from '#shared/lifecycle/rules/perform-action.ts';
import type { Action, LifecycleRule } from '#shared/lifecycle/rules/rule.ts';

export interface DryRunPorts {
  readonly store: IdentityStore;
  readonly userTypes: UserTypes;
  readonly outbox: Pick<Outbox, 'born' | 'at'>;
  readonly clock: Clock;
}

/** What the rule would do to one person whom events of the past were about, as they are now. */
export interface Foreseen {
  readonly userId: string;
  readonly userName: string;
  /** The last of their events that match, and how many do. */
  readonly eventId: string;
  readonly time: string;
  readonly events: number;
  readonly actions: readonly {
    readonly action: Action;
    readonly effect: 'change' | 'none' | 'refused';
    readonly why?: string;
  }[];
}

export interface DryRun {
  readonly people: readonly Foreseen[];
  /** Events that were looked at, and those that match. */
  readonly looked: number;
  readonly matched: number;
  /** Whether there were more events, or more people, than one run takes. */
  readonly complete: boolean;
}

const MAX_LOOKED = 10_000;
const MAX_PEOPLE = 200;

/** Tells what a rule would do to whoever the events of the last days were about. Writes nothing. */
export async function dryRun(
  ports: DryRunPorts,
  tenantId: string,
  rule: LifecycleRule,
  days: number,
): Promise<DryRun> {
  const { events, complete } = await eventsOf(ports, tenantId, days);
  const { disabled: _, ...tried } = rule;
  const matching = events.filter((event) => ruleMatches(tried, event));
  const byPerson = Map.groupBy(matching, (event) => personIn(event) ?? '');
  byPerson.delete('');
  const scope = sharedScope(tenantId);
  const people: Foreseen[] = [];
  for (const [userId, own] of [...byPerson].slice(0, MAX_PEOPLE)) {
    const user = await ports.store.resource(scope, 'User', userId);
    const last = own.at(-1);
    if (!user || !last) continue;
    people.push({
      userId,
      userName: userNameOf(user),
      ...{ eventId: last.id, time: last.time, events: own.length },
      actions: await foresee(ports, scope, tried, user),
    });
  }
  return {
    people,
    looked: events.length,
    matched: matching.length,
    complete: complete && byPerson.size <= MAX_PEOPLE,
  };
}

async function foresee(
  ports: DryRunPorts,
  scope: Scope,
  rule: LifecycleRule,
  user: ResourceRecord,
): Promise<Foreseen['actions']> {
  const actions = await actionsFor(ports, scope, rule, user);
  const groups = await groupsOfUser(ports.store, scope, user.id);
  const direct = new Set(
    groups.filter(({ type }) => type === 'direct').map(({ groupId }) => groupId),
  );
  return actions.map((action) => {
    try {
      return { action, effect: changes(action, user, direct) ? 'change' : 'none' };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { action, effect: 'refused', why: error.message };
    }
  });
}

/** @throws DomainError when the state is none that the user may come to. */
function changes(action: Action, user: ResourceRecord, groups: ReadonlySet<string>): boolean {
  if ('setState' in action) {
    if (stateOf(user) === action.setState) return false;
    requireLegal(user, action.setState, 'rule');
    return true;
  }
  if ('addToGroup' in action) return !groups.has(action.addToGroup);
  if ('removeFromGroup' in action) return groups.has(action.removeFromGroup);
  if ('assignRole' in action) return !user.roles?.some(isByRule(action.assignRole));
  if ('unassignRole' in action) return user.roles?.some(isByRule(action.unassignRole)) ?? false;
  return true;
}

async function eventsOf({ outbox, clock }: DryRunPorts, tenantId: string, days: number) {
  const to = clock.now();
  const events: EventEnvelope[] = [];
  let from = to - days * DAY;
  while (from < to) {
    const room = MAX_LOOKED - events.length;
    const { places, until } = await outbox.born(tenantId, from, to);
    const records = await outbox.at(places.slice(0, room));
    events.push(
      ...records.flatMap((found) => (typeof found === 'object' ? envelopesOf(found.record) : [])),
    );
    if (places.length > room || events.length > MAX_LOOKED) return { events, complete: false };
    from = until;
  }
  return { events, complete: true };
}
