import type { Departure, GuardDepartures, Provisioner } from '#shared/identity/departure.ts';
import { type IdentityStore, isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Retrying, retry } from '#shared/kernel/retry.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import { brakeRecord } from '#shared/lifecycle/brake-record.ts';
import type { BrakeStore } from '#shared/lifecycle/brake-store.ts';
import {
  afterDeparture,
  type DirectoryBrake,
  heldBrake,
  holdOf,
  mayLeave,
  populationOf,
  settingsOf,
} from '#shared/lifecycle/directory-brake.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

export interface GuardPorts extends Omit<Retrying, 'policy'> {
  readonly brakes: BrakeStore;
  readonly store: Pick<IdentityStore, 'tally'>;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Hears of each request that was refused, so that it can be measured. */
  readonly refused: (directory: DirectoryName) => void;
}

/** Seconds. A person has to look first, so a client that comes back sooner is only refused again. */
const RETRY_AFTER = 3_600;

/**
 * The brake in front of what a directory deactivates and deletes. The count is replaced in the transaction of the
 * departure, on the condition that it is the one by which that was admitted: however many leave at once, none does
 * beyond the limit, and none is counted who did not leave.
 */
export function createDepartureGuard(ports: GuardPorts): GuardDepartures {
  const { brakes, store, clock } = ports;

  async function look({ scope }: Provisioner) {
    const [brake, { total }] = await Promise.all([brakes.brake(scope), store.tally(scope, 'User')]);
    const now = clock.now();
    return { brake, now, population: populationOf(brake, total, now) };
  }

  /** @throws DomainError `held`, when that stands; LostRace. */
  async function refuse(
    who: Provisioner,
    { brake, now, population }: Awaited<ReturnType<typeof look>>,
    attempted: number,
  ): Promise<never> {
    const hold = brake.hold ?? holdOf(brake, attempted, population, now);
    if (!brake.hold) {
      const held = heldBrake(brake, hold, isoTime(now));
      const happening = { type: 'brake.held' as const, data: hold };
      const record = brakeRecord(ports, who, who.scope, held, happening);
      await brakes.replaceBrake(who.scope, held, record);
    }
    ports.refused({ tenantId: who.scope.tenantId, directoryId: who.scope.directoryId });
    throw refusal(who, brake, hold);
  }

  return (who) => ({
    async admit(departure: Departure) {
      const seen = await look(who);
      const { brake, population, now } = seen;
      if (mayLeave(brake, population, now) < 1) return await refuse(who, seen, 1);
      const after = afterDeparture(brake, departure, population, now);
      if (after === brake) return undefined;
      const { revision, ...kept } = after;
      return { directory: who.scope, revision, text: JSON.stringify(kept) };
    },

    async foresee(most, exactly) {
      await retry({ policy: contention, ...ports }, isLostRace, async () => {
        const seen = await look(who);
        const may = mayLeave(seen.brake, seen.population, seen.now);
        if (may >= most) return;
        const count = await exactly();
        if (may < count) await refuse(who, seen, count);
      });
    },
  });
}

function refusal(
  { scope: { tenantId, directoryId } }: Provisioner,
  brake: DirectoryBrake,
  { left, attempted, population, percent }: ReturnType<typeof holdOf>,
): DomainError {
  const { percent: share, count } = settingsOf(brake);
  const detail =
    `Held: this would deactivate ${percent}% of ${tenantId} (${left + attempted} of ${population} people within 24 hours), ` +
    `and ${directoryId} may do so with ${share}%, and with ${count} people at most. Nothing of this request was done. ` +
    `If it is meant, an administrator of Rollcall releases it (rollcall brake release --tenant ${tenantId} --directory ${directoryId}), and it will be accepted when it is sent again.`;
  return new DomainError('held', detail, { retryAfter: RETRY_AFTER });
}
