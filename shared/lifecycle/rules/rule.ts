import type { Condition } from '#shared/identity/conditions/condition.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

/** What a rule may do to the person whom an event is about; each does nothing where it is so already. */
export type Action =
  | { readonly setState: 'active' | 'suspended' | 'deactivated' }
  /** Ids of groups. */
  | { readonly addToGroup: string }
  | { readonly removeFromGroup: string }
  | { readonly assignRole: string }
  /** Takes away what rules assigned, and nothing that anybody else did. */
  | { readonly unassignRole: string }
  /** Id of a webhook, which gets the event whether it has subscribed to it or not. */
  | { readonly callWebhook: string };

/** When an event matches, and a condition holds of the person as they are then: act. */
export interface LifecycleRule {
  /** A slug. */
  readonly id: string;
  readonly description?: string;
  readonly disabled?: true;
  /** An EventBridge pattern on the event; see {@link compileEventFilter}. */
  readonly on: JsonObject;
  readonly when?: Condition;
  readonly actions: readonly Action[];
  /** Where the condition does not hold. */
  readonly otherwise?: readonly Action[];
}

/** The rules of a tenant, in the order in which they act. */
export interface LifecycleRules {
  /** +1 with each change of any; 0 when the tenant never had one. */
  readonly version: number;
  readonly rules: readonly LifecycleRule[];
}

export const MAX_LIFECYCLE_RULES = 50;
export const MAX_ACTIONS = 10;
/** All rules of a tenant as JSON: they are read with each batch of its events. */
export const MAX_LIFECYCLE_RULES_BYTES = 64_000;
