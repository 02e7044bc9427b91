import type { Happening } from '#shared/events/catalogue.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { type LifecyclePorts, POLICY_ID } from '#shared/lifecycle/ports.ts';

/** What happened to the policy itself, as the outbox keeps it. */
export function told(
  { newId, clock }: Pick<LifecyclePorts, 'newId' | 'clock'>,
  tenant: string,
  version: number,
  { actor, cause, requestId }: Pick<Mandate, 'actor' | 'cause' | 'requestId'>,
  happening: Happening,
): OutboxRecord {
  return {
    id: newId(),
    time: isoTime(clock.now()),
    tenant,
    subject: { type: 'LifecyclePolicy', id: POLICY_ID },
    version,
    actor,
    cause,
    requestId,
    happenings: [happening],
  };
}

/** By the policy, of its own. */
export function byItself(runId: string): Pick<Mandate, 'actor' | 'cause' | 'requestId'> {
  return { actor: { type: 'policy', id: POLICY_ID }, cause: 'policy', requestId: runId };
}
