import type { EventEnvelope } from '#shared/events/envelope.ts';
import { type FactStore, factsOf } from '#shared/identity/conditions/facts.ts';
import { reasonsFor } from '#shared/identity/conditions/reasons-for.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { compileEventFilter } from '#shared/lifecycle/rules/event-filter.ts';
import type { Action, LifecycleRule } from '#shared/lifecycle/rules/rule.ts';

/** Whether a rule hears an event; one that is disabled hears none. */
export function ruleMatches({ disabled, on }: LifecycleRule, event: EventEnvelope): boolean {
  return disabled !== true && compileEventFilter(on)(event);
}

/** SCIM id of the user whom an event is about: its subject, or the one who came into a group or left it. */
export function personIn({ subject, data }: EventEnvelope): string | undefined {
  if (subject.type === 'User') return subject.id;
  if (!('member' in data)) return undefined;
  return data.member.type === 'User' ? data.member.id : undefined;
}

/** Whether an event comes so late that it tells of a state in which the user is no longer. */
export function isOutdated({ data }: EventEnvelope, user: ResourceRecord): boolean {
  return 'state' in data && data.state !== undefined && data.state !== stateOf(user);
}

/** What the rule does to the person as they are now. */
export async function actionsFor(
  { store, userTypes }: { readonly store: FactStore; readonly userTypes: UserTypes },
  scope: Scope,
  { when, actions, otherwise = [] }: LifecycleRule,
  user: ResourceRecord,
): Promise<readonly Action[]> {
  if (!when) return actions;
  const [type, facts] = await Promise.all([
    userTypes(scope.tenantId, [when]),
    factsOf(store, scope, user, [when]),
  ]);
  return reasonsFor(when, type, facts) ? actions : otherwise;
}
