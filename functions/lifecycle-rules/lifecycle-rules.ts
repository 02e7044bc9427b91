import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { log, logError } from '#functions/runtime/log.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import { applyRules, type RulePorts } from '#shared/lifecycle/rules/apply-rules.ts';
import type { LifecycleRules } from '#shared/lifecycle/rules/rule.ts';
import type { LifecycleRuleStore } from '#shared/lifecycle/rules/rule-store.ts';

export interface LifecycleRulesPorts extends RulePorts {
  readonly rules: LifecycleRuleStore;
}

/** What has to be there so that a rule can be asked. */
const envelope = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: z.iso.datetime(),
  tenant: z.string().check(z.minLength(1)),
  subject: z.object({ type: z.string(), id: z.string() }),
  cause: z.string(),
  requestId: z.string(),
  data: z.looseObject({}),
});

/** Lets the rules of tenants act on events that the bus put into a queue; those that fail come again. */
export function lifecycleRules({ rules, ...ports }: LifecycleRulesPorts) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const rulesOf = onceForEachTenant(rules);
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        const event = eventOf(body);
        const { rules: own } = await rulesOf(event.tenant);
        const refused = await applyRules(ports, own, event);
        for (const { rule, action, why } of refused) {
          const what = typeof action === 'string' ? action : Object.keys(action)[0];
          log('warn', 'A rule could not act.', { rule, action: what, event: event.id, why });
        }
      } catch (error) {
        logError('Rules could not act on an event; it comes again.', error, { messageId });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** The events of a batch are mostly those of a few tenants. */
function onceForEachTenant(store: LifecycleRuleStore) {
  const reads = new Map<string, Promise<LifecycleRules>>();
  return (tenantId: string) => {
    const reading = reads.get(tenantId) ?? store.lifecycleRules(tenantId);
    reads.set(tenantId, reading);
    return reading;
  };
}

/**
 * What Rollcall put onto the bus is taken at its word beyond this check.
 *
 * @throws SyntaxError, or zod's error, when it is no event.
 */
function eventOf(body: string): EventEnvelope {
  const parsed: unknown = JSON.parse(body);
  envelope.parse(parsed);
  return parsed as EventEnvelope;
}
