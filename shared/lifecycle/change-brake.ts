import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention, type Mandate } from '#shared/identity/ports.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { retry } from '#shared/kernel/retry.ts';
import type { BrakeSettings } from '#shared/lifecycle/brake.ts';
import { brakeRecord } from '#shared/lifecycle/brake-record.ts';
import type { BrakeStore } from '#shared/lifecycle/brake-store.ts';
import { type DirectoryBrake, releasedBrake } from '#shared/lifecycle/directory-brake.ts';
import type { GuardPorts } from '#shared/lifecycle/guard-departures.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

type BrakePorts = Pick<GuardPorts, 'clock' | 'newId' | 'sleep' | 'random'> & {
  readonly brakes: BrakeStore;
  readonly clock: Clock;
};

/** @param settings Those that change; the others stay, and so does a hold. */
export async function changeBrake(
  ports: BrakePorts,
  directory: DirectoryName,
  settings: Partial<BrakeSettings>,
): Promise<DirectoryBrake> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const before = await ports.brakes.brake(directory);
    const after = {
      ...before,
      revision: before.revision + 1,
      settings: { ...before.settings, ...settings },
    };
    await ports.brakes.replaceBrake(directory, after);
    return after;
  });
}

/**
 * Lets people leave again by a directory, held or about to be, for 24 hours, and tells of it by an event.
 *
 * @param more How many; all when it is absent.
 */
export async function releaseBrake(
  ports: BrakePorts,
  by: Pick<Mandate, 'actor' | 'cause' | 'requestId'>,
  directory: DirectoryName,
  more?: number,
): Promise<DirectoryBrake> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const before = await ports.brakes.brake(directory);
    const after = releasedBrake(before, more, ports.clock.now());
    const until = isoTime(after.release.until);
    const data = { ...(more !== undefined && { more }), until };
    const happening = { type: 'brake.released' as const, data };
    const record = brakeRecord(ports, { ...by, scope: directory }, after, happening);
    await ports.brakes.replaceBrake(directory, after, record);
    return after;
  });
}
