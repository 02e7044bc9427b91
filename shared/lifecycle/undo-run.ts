import type { Author } from '#shared/events/envelope.ts';
import { mandateFor } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type LifecyclePorts, scopeOfRealm } from '#shared/lifecycle/ports.ts';
import { isRemoval } from '#shared/lifecycle/stages.ts';
import { undoPerson } from '#shared/lifecycle/undo-person.ts';

export interface Undone {
  readonly restored: readonly string[];
  readonly left: readonly { readonly id: string; readonly why: string }[];
  /** Part of the plan with which to go on; absent at the end. */
  readonly next?: number;
}

/** Takes back what a run did, person by person, one part of its plan after the other. */
export async function undoRun(
  ports: LifecyclePorts,
  by: Author,
  undone: UndoneRun,
  hasTime: () => boolean,
): Promise<Undone> {
  const { tenantId, runId, part = 0 } = undone;
  const restored: string[] = [];
  const left: { id: string; why: string }[] = [];
  for (let number = part; ; number += 1) {
    const entries = await ports.lifecycle.part(tenantId, runId, number);
    if (entries.length === 0) return { restored, left };
    if (!hasTime()) return { restored, left, next: number };
    for (const [realm, id] of entries.filter(([, , stage]) => isRemoval(stage))) {
      const why = await refusalOf(ports, by, undone, realm, id);
      if (why === undefined) restored.push(id);
      else left.push({ id, why });
    }
  }
}

async function refusalOf(
  ports: LifecyclePorts,
  by: Author,
  { tenantId, runId, undoDays }: UndoneRun,
  realm: string,
  userId: string,
): Promise<string | undefined> {
  const scope = scopeOfRealm(tenantId, realm);
  const mandate = mandateFor(scope, by);
  try {
    await undoPerson(ports, { mandate, userId, runId, undoDays });
    return undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'unavailable') return error.message;
    throw error;
  }
}

interface UndoneRun {
  readonly tenantId: string;
  readonly runId: string;
  readonly undoDays: number;
  readonly part?: number | undefined;
}
