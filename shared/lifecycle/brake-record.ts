import type { Happening } from '#shared/events/catalogue.ts';
import type { Author, OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord, type RecordPorts } from '#shared/events/new-record.ts';
import type { DirectoryBrake } from '#shared/lifecycle/directory-brake.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

/** What tells of a change of the brake of a directory. */
export function brakeRecord(
  ports: RecordPorts,
  by: Author,
  { tenantId: tenant, directoryId }: DirectoryName,
  { revision: version }: DirectoryBrake,
  happening: Happening,
): OutboxRecord {
  const subject = { type: 'Directory', id: directoryId };
  return newRecord(ports, by, { tenant, subject, version }, happening);
}
