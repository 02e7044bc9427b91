import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';

/**
 * `active` is never unknown: a new user is active unless told otherwise, and leaving the attribute out of
 * a replacement neither lets anybody in nor locks anybody out.
 */
export function withActive(attributes: JsonObject, before?: JsonObject): JsonObject {
  if (attributes['active'] !== undefined) return attributes;
  return Object.assign(newObject(), attributes, { active: before?.['active'] ?? true });
}

/** The epoch after a change: deactivation ends everything that was minted before it. */
export function epochAfter(before: ResourceRecord, attributes: JsonObject): number {
  const deactivated = before.attributes['active'] !== false && attributes['active'] === false;
  return deactivated ? before.epoch + 1 : before.epoch;
}
