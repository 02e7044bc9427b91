import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { LifecycleRules } from '#shared/lifecycle/rules/rule.ts';

export interface LifecycleRuleStore {
  lifecycleRules(tenantId: string): Promise<LifecycleRules>;
  /** @throws LostRace when the version before is not the one in force. */
  replaceLifecycleRules(
    tenantId: string,
    next: LifecycleRules,
    outbox: OutboxRecord,
  ): Promise<void>;
}
