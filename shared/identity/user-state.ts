import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';

/** Whether a user may come in. Somebody took `active` away: nobody said that they may. */
export function isActive(attributes: JsonObject): boolean {
  return attributes['active'] === true;
}

/**
 * The attributes with the `active` that they do not say: true for a new user, and for a replaced one
 * what it was, so that leaving it out neither lets anybody in nor locks anybody out.
 */
export function withActive(attributes: JsonObject, otherwise: JsonValue | undefined): JsonObject {
  if (attributes['active'] !== undefined || otherwise === undefined) return attributes;
  return Object.assign(newObject(), attributes, { active: otherwise });
}

/** The epoch after a change: deactivation ends everything that was minted before it. */
export function epochAfter(before: ResourceRecord, attributes: JsonObject): number {
  const deactivated = isActive(before.attributes) && !isActive(attributes);
  return deactivated ? before.epoch + 1 : before.epoch;
}
