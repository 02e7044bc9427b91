import type { Happening } from '#shared/events/catalogue.ts';
import type { Author, OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord, type RecordPorts } from '#shared/events/new-record.ts';
import { POLICY_ID } from '#shared/lifecycle/ports.ts';

/**
 * What tells of the policy of a tenant itself, or of its runs.
 *
 * @param version Of the policy's document where that changed, otherwise the revision of its sweep.
 */
export function policyRecord(
  ports: RecordPorts,
  by: Author,
  tenant: string,
  version: number,
  happening: Happening,
): OutboxRecord {
  const subject = { type: 'LifecyclePolicy', id: POLICY_ID };
  return newRecord(ports, by, { tenant, subject, version }, happening);
}
