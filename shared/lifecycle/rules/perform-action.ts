import type { EventEnvelope } from '#shared/events/envelope.ts';
import { changeMembers } from '#shared/identity/change-members.ts';
import { changeUser } from '#shared/identity/change-user.ts';
import { withRole } from '#shared/identity/links.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { AssignedRole, ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Action } from '#shared/lifecycle/rules/rule.ts';
import { userType } from '#shared/scim/resource-types.ts';

export interface ActionPorts extends IdentityPorts {
  /** Begins a delivery of the event to the webhook, once however often it is asked; false when there is none. */
  readonly callWebhook: (endpointId: string, event: EventEnvelope) => Promise<boolean>;
}

/**
 * Does one thing to the person; what is so already is not written, so that it may be done again.
 *
 * @throws DomainError when it cannot be: `notFound`, `conflict`.
 */
export async function performAction(
  ports: ActionPorts,
  mandate: Mandate,
  userId: string,
  action: Action,
  event: EventEnvelope,
): Promise<void> {
  const by = mandate.actor.id;
  if ('setState' in action) {
    await setState(ports, mandate, userId, action.setState, { rule: by });
  } else if ('addToGroup' in action) {
    const members = [{ value: userId, type: 'User' as const }];
    await changeMembers(ports, mandate, action.addToGroup, { op: 'add', members });
  } else if ('removeFromGroup' in action) {
    await changeMembers(ports, mandate, action.removeFromGroup, { op: 'remove', ids: [userId] });
  } else if ('assignRole' in action) {
    const { assignRole: role } = action;
    const assigned = { role, source: 'rule', by, at: isoTime(ports.clock.now()) } as const;
    await changeUser(ports, mandate, userType, userId, (user) => withRole(user, assigned));
  } else if ('unassignRole' in action) {
    const { unassignRole: role } = action;
    await changeUser(ports, mandate, userType, userId, (user) => withoutRole(user, role));
  } else {
    await ports.callWebhook(action.callWebhook, event);
  }
}

/** Whether a rule assigned the role. */
export function isByRule(role: string) {
  return (assigned: AssignedRole) => assigned.role === role && assigned.source === 'rule';
}

function withoutRole(user: ResourceRecord, role: string): ResourceRecord {
  const { roles, ...rest } = user;
  if (!roles?.some(isByRule(role))) return user;
  const left = roles.filter((assigned) => !isByRule(role)(assigned));
  return left.length > 0 ? { ...rest, roles: left } : rest;
}
