import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { DirectoryBrake } from '#shared/lifecycle/directory-brake.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

/** One row for each directory; its reads see every earlier write. */
export interface BrakeStore {
  brake(directory: DirectoryName): Promise<DirectoryBrake>;
  /**
   * Puts the brake in place of the revision before it, with the record of what happened if there is one.
   *
   * @throws LostRace when that was replaced meanwhile.
   */
  replaceBrake(
    directory: DirectoryName,
    brake: DirectoryBrake,
    outbox?: OutboxRecord,
  ): Promise<void>;
}
