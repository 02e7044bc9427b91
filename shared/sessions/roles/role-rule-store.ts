import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { RoleRules } from '#shared/sessions/roles/role-rules.ts';

export interface RoleRuleReads {
  /** The version in force; sees every earlier write. */
  roleRules(tenantId: string): Promise<RoleRules>;
}

export interface RoleRuleStore extends RoleRuleReads {
  /**
   * Puts the version after the one in force into force, and commits the record of it in the same transaction.
   *
   * @throws DomainError `conflict` when another version came first.
   */
  replaceRoleRules(tenantId: string, next: RoleRules, outbox: OutboxRecord): Promise<void>;
}
