import type { Journal } from '#shared/identity/identity-store.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { settleDeletion } from '#shared/identity/settle-deletion.ts';
import { settleGroup } from '#shared/identity/settle-group.ts';

export interface Settled {
  readonly settled: number;
  readonly failures: readonly { readonly journal: Journal; readonly cause: unknown }[];
}

/** Settles journals whose time has come, oldest first; one that fails holds up none of the others. */
export async function settleDue(ports: IdentityPorts, limit: number): Promise<Settled> {
  const due = await ports.store.journalsDue(ports.clock.now(), limit);
  const failures: { journal: Journal; cause: unknown }[] = [];
  for (const journal of due) {
    try {
      await settle(ports, journal);
    } catch (cause) {
      failures.push({ journal, cause });
    }
  }
  return { settled: due.length - failures.length, failures };
}

async function settle(ports: IdentityPorts, journal: Journal): Promise<void> {
  const { scope, type, resourceId } = journal;
  const resource = await ports.store.resource(scope, type, resourceId);
  if (!resource) await settleDeletion(ports, journal);
  else await settleGroup(ports, journal, resource);
}
