import type { EventEnvelope } from '#shared/events/envelope.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import { type Mandate, mandateFor } from '#shared/identity/ports.ts';
import { type Scope, sharedScope } from '#shared/identity/scope.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  actionsFor,
  isOutdated,
  personIn,
  ruleMatches,
} from '#shared/lifecycle/rules/judge-rule.ts';
import { type ActionPorts, performAction } from '#shared/lifecycle/rules/perform-action.ts';
import type { Action, LifecycleRule } from '#shared/lifecycle/rules/rule.ts';
import { MAX_RULE_DEPTH, requestAfter, ruleDepth } from '#shared/lifecycle/rules/rule-depth.ts';

export interface RulePorts extends ActionPorts {
  readonly userTypes: UserTypes;
}

/** What a rule wanted and could not do, which does not get better by another try. */
export interface Refused {
  readonly rule: string;
  readonly action: Action | 'any';
  readonly why: string;
}

interface Step {
  readonly rule: LifecycleRule;
  readonly action: Action;
}

/**
 * Lets the rules of a tenant act on an event, one after the other, each on the person as the one before left them. A
 * new state comes last, and of several the last: by it an event that comes again is known to be out of date, when all
 * else was done. Everything else does nothing where it is so already, so it may be told twice.
 *
 * @returns what could not be done.
 * @throws what is worth another try.
 */
export async function applyRules(
  ports: RulePorts,
  rules: readonly LifecycleRule[],
  event: EventEnvelope,
): Promise<Refused[]> {
  const matching = rules.filter((rule) => ruleMatches(rule, event));
  const userId = personIn(event);
  if (matching.length === 0 || userId === undefined) return [];
  if (ruleDepth(event) >= MAX_RULE_DEPTH) {
    const why = `${MAX_RULE_DEPTH} rules have acted because of one another; it ends here.`;
    return matching.map(({ id }) => ({ rule: id, action: 'any', why }));
  }
  const scope = sharedScope(event.tenant);
  const acting = { ...ports, clock: noEarlierThan(event, ports.clock) };
  const found = await ports.store.resource(scope, 'User', userId);
  if (!found || isOutdated(event, found)) return [];
  const steps: Step[] = [];
  const refused: Refused[] = [];
  const take = async ({ rule, action }: Step) => {
    const mandate = mandateOf(scope, rule, event);
    const why = await attempt(() => performAction(acting, mandate, userId, action, event));
    if (why !== undefined) refused.push({ rule: rule.id, action, why });
  };
  for (const rule of matching) {
    const user = await ports.store.resource(scope, 'User', userId);
    const actions = user ? await actionsFor(ports, scope, rule, user) : [];
    steps.push(...actions.map((action) => ({ rule, action })));
    for (const action of actions.filter((one) => !('setState' in one))) {
      await take({ rule, action });
    }
  }
  const state = steps.findLast(({ action }) => 'setState' in action);
  if (state) await take(state);
  return refused;
}

/** What a rule does is not dated before what it acts on, whatever the clocks of two machines say. */
function noEarlierThan({ time }: EventEnvelope, clock: Clock): Clock {
  const earliest = Date.parse(time);
  return { now: () => Math.max(clock.now(), earliest) };
}

function mandateOf(scope: Scope, { id }: LifecycleRule, event: EventEnvelope): Mandate {
  const by = {
    actor: { type: 'rule', id },
    cause: 'rule',
    requestId: requestAfter(event),
  } as const;
  return { ...mandateFor(scope, by), because: { rule: id } };
}

/** Why it cannot be done, if so. */
async function attempt(perform: () => Promise<void>): Promise<string | undefined> {
  try {
    await perform();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'unavailable') return error.message;
    throw error;
  }
}
