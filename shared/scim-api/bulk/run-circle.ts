import { DomainError } from '#shared/kernel/domain-error.ts';
import type { BulkOperation } from '#shared/scim/bulk/bulk-operation.ts';
import type { Resolve } from '#shared/scim/bulk/map-references.ts';
import { MAX_CIRCLE } from '#shared/scim/limits.ts';
import { failed, hasFailed, type Outcome } from '#shared/scim-api/bulk/outcome.ts';
import { type BulkRun, performOperation } from '#shared/scim-api/bulk/perform-operation.ts';

/**
 * Creates resources that refer to each other (RFC 7644 section 3.7.1): first each without these references, then each
 * is replaced by what was sent, now that there are ids to refer to. They come into being together or not at all.
 */
export async function runCircle(
  run: BulkRun,
  operations: readonly BulkOperation[],
  resolve: Resolve,
): Promise<Outcome[]> {
  if (operations.length > MAX_CIRCLE) {
    const detail = `More than ${MAX_CIRCLE} resources refer to each other in a circle. Create them first and add the references afterwards.`;
    return operations.map((each) => failed(run.context, each, new DomainError('conflict', detail)));
  }
  const inCircle = new Set(operations.map(({ bulkId }) => bulkId));
  const created = await untilFailure(operations, (operation) =>
    performOperation(run, operation, (id) => (inCircle.has(id) ? undefined : resolve(id))),
  );
  const ids = new Map(created.map(({ sent, location }) => [sent.bulkId, idIn(location)]));
  const completed = created.some(hasFailed)
    ? created
    : await untilFailure(created, (outcome, index) =>
        complete(run, operations[index], outcome, (id) => ids.get(id) ?? resolve(id)),
      );
  const failure = completed.find(hasFailed);
  return failure ? await undo(run, operations, created, failure) : completed;
}

export function idIn(location: string | undefined): string | undefined {
  return location?.slice(location.lastIndexOf('/') + 1);
}

async function untilFailure<T>(
  items: readonly T[],
  perform: (item: T, index: number) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = await perform(item, index);
    outcomes.push(outcome);
    if (hasFailed(outcome)) break;
  }
  return outcomes;
}

/** Replaces what was created by what was sent, if nobody else has changed it since. */
async function complete(
  run: BulkRun,
  operation: BulkOperation | undefined,
  created: Outcome,
  resolve: Resolve,
): Promise<Outcome> {
  const { location = '', version } = created;
  if (!operation) return created;
  const replacement = {
    ...operation,
    method: 'PUT' as const,
    path: location.slice(run.context.baseUrl.length),
    ...(version !== undefined && { version }),
  };
  const replaced = await performOperation(run, replacement, resolve);
  const { location: _, ...rest } = { ...replaced, sent: created.sent };
  return hasFailed(replaced) ? rest : { ...rest, status: created.status, location };
}

/** Deletes what was created already; where that fails too, the answer says where it is. */
async function undo(
  run: BulkRun,
  operations: readonly BulkOperation[],
  created: readonly Outcome[],
  failure: Outcome,
): Promise<Outcome[]> {
  const remaining = new Map<number, string>();
  for (const { sent, location } of created.toReversed()) {
    if (location === undefined) continue;
    const path = location.slice(run.context.baseUrl.length);
    const deletion = { index: sent.index, method: 'DELETE' as const, path };
    const outcome = await performOperation(run, deletion, () => undefined);
    if (hasFailed(outcome)) remaining.set(sent.index, location);
  }
  const detail = `It refers in a circle to bulkId:${failure.sent.bulkId}, which could not be created.`;
  return operations.map((operation) => {
    const location = remaining.get(operation.index);
    if (operation.index === failure.sent.index)
      return { ...failure, ...(location && { location }) };
    return failed(run.context, operation, new DomainError('conflict', detail), location);
  });
}
