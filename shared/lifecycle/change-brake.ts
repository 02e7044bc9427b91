import type { Author } from '#shared/events/envelope.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { equalJson } from '#shared/kernel/json.ts';
import { retry } from '#shared/kernel/retry.ts';
import type { BrakeSettings } from '#shared/lifecycle/brake.ts';
import { brakeRecord } from '#shared/lifecycle/brake-record.ts';
import type { BrakeStore } from '#shared/lifecycle/brake-store.ts';
import {
  type DirectoryBrake,
  releasedBrake,
  settingsOf,
} from '#shared/lifecycle/directory-brake.ts';
import type { GuardPorts } from '#shared/lifecycle/guard-departures.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

type BrakePorts = Pick<GuardPorts, 'clock' | 'newId' | 'sleep' | 'random'> & {
  readonly brakes: BrakeStore;
  readonly clock: Clock;
};

/**
 * Changes the settings of a brake, and tells of it by an event; what is so already writes nothing.
 *
 * @param settings Those that change; the others stay, and so does a hold.
 */
export async function changeBrake(
  ports: BrakePorts,
  by: Author,
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
    const data = settingsOf(after);
    if (equalJson(data, settingsOf(before))) return before;
    const happening = { type: 'brake.changed' as const, data };
    const record = brakeRecord(ports, by, directory, after, happening);
    await ports.brakes.replaceBrake(directory, after, record);
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
  by: Author,
  directory: DirectoryName,
  more?: number,
): Promise<DirectoryBrake> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const before = await ports.brakes.brake(directory);
    const after = releasedBrake(before, more, ports.clock.now());
    const until = isoTime(after.release.until);
    const data = { ...(more !== undefined && { more }), until };
    const happening = { type: 'brake.released' as const, data };
    const record = brakeRecord(ports, by, directory, after, happening);
    await ports.brakes.replaceBrake(directory, after, record);
    return after;
  });
}
