import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { PlanPart, Tombstone } from '#shared/lifecycle/lifecycle-store.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import type { Progress } from '#shared/lifecycle/progress.ts';
import type { Sweep } from '#shared/lifecycle/run.ts';

// What a row holds is one JSON text, as with resources: it is read and written whole.

/** Longer than anything can be undone, seconds. */
const KEPT_SECONDS = 100 * 86_400;

/** Whoever has a day is in the due index by it; who was deleted stays as long as that can be undone. */
export function progressItem(progress: Progress, now: number): Item {
  const { scope, userId, revision, dueDay, reached } = progress;
  const due = dueDay !== undefined && {
    dpk: S(keys.dueLifecycle(scope.tenantId, shardOf(userId))),
    dsk: S(keys.dueOn(dueDay, userId)),
  };
  return {
    ...keyItem(keys.progress(scope, userId)),
    ...due,
    revision: N(revision),
    progress: json(progress),
    ...(reached?.stage === 'delete' && { expiresAt: expiry(now, KEPT_SECONDS) }),
  };
}

export function progressOf(item: Item): Progress {
  return jsonOf<Progress>(item, 'progress');
}

export function sweepItem(sweep: Sweep): Item {
  return {
    ...keyItem(keys.sweep(sweep.tenantId)),
    revision: N(sweep.revision),
    sweep: json(sweep),
  };
}

export function sweepOf(item: Item): Sweep {
  return jsonOf<Sweep>(item, 'sweep');
}

export function policyItem(tenantId: string, policy: Policy): Item {
  return {
    ...keyItem(keys.policyVersion(tenantId, policy.version)),
    policy: json(policy),
  };
}

export function policyOf(item: Item): Policy {
  return jsonOf<Policy>(item, 'policy');
}

export function partItem(tenantId: string, part: PlanPart, now: number): Item {
  return {
    ...keyItem(keys.planPart(tenantId, part.runId, part.number)),
    entries: json(part.entries),
    expiresAt: expiry(now, KEPT_SECONDS),
  };
}

export function tombstoneItem(progress: Progress, tombstone: Tombstone, now: number): Item {
  return {
    ...keyItem(keys.tombstone(progress.scope, progress.userId)),
    tombstone: json(tombstone),
    expiresAt: expiry(now, KEPT_SECONDS),
  };
}

/** By the last digit of the id, which is chance. */
function shardOf(userId: string): number {
  return Number.parseInt(userId.slice(-1), 16) % keys.DUE_SHARDS;
}
