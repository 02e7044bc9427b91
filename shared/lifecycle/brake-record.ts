import type { Happening } from '#shared/events/catalogue.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { DirectoryBrake } from '#shared/lifecycle/directory-brake.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

interface Author extends Pick<Mandate, 'actor' | 'cause' | 'requestId'> {
  readonly scope: DirectoryName;
}

/** What tells of a change of the brake of a directory. */
export function brakeRecord(
  { clock, newId }: Pick<IdentityPorts, 'clock' | 'newId'>,
  { scope, actor, cause, requestId }: Author,
  { revision }: DirectoryBrake,
  happening: Happening,
): OutboxRecord {
  return {
    id: newId(),
    time: isoTime(clock.now()),
    tenant: scope.tenantId,
    subject: { type: 'Directory', id: scope.directoryId },
    version: revision,
    actor,
    cause,
    requestId,
    happenings: [happening],
  };
}
