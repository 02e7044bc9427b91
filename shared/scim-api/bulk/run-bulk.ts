import { DomainError } from '#shared/kernel/domain-error.ts';
import { hashSecret } from '#shared/kernel/secret.ts';
import type { SentOperation } from '#shared/scim/bulk/bulk-operation.ts';
import type { Resolve } from '#shared/scim/bulk/map-references.ts';
import type { BulkRequest } from '#shared/scim/bulk/parse-bulk.ts';
import { type BulkStep, planBulk } from '#shared/scim/bulk/plan-bulk.ts';
import { referenceNames } from '#shared/scim/bulk/reference-names.ts';
import { foreseeDepartures } from '#shared/scim-api/bulk/foreseen-departures.ts';
import { failed, hasFailed, notBegun, type Outcome } from '#shared/scim-api/bulk/outcome.ts';
import { type BulkRun, performOperation } from '#shared/scim-api/bulk/perform-operation.ts';
import { idIn, runCircle } from '#shared/scim-api/bulk/run-circle.ts';
import type { ScimContext, ScimEndpoints } from '#shared/scim-api/scim-context.ts';

/**
 * Carries out a bulk: as many operations as possible, until `failOnErrors` of them have failed. Operations not begun
 * by the context's deadline fail with 503.
 *
 * @throws DomainError `held`, before anything is done, when more would leave by it than may.
 *
 * @returns In the order of the request; without those that `failOnErrors` left undone.
 */
export async function runBulk(
  { operations, failOnErrors = Number.POSITIVE_INFINITY }: BulkRequest,
  context: ScimContext,
  serve: ScimEndpoints,
): Promise<Outcome[]> {
  await context.mandate.confirmed;
  await foreseeDepartures(operations, context);
  const names = referenceNames(context.types);
  const origin = await originOf(operations, context);
  const run: BulkRun = { context, serve, names, origin };
  const ids = new Map<string, string>();
  const resolve = resolverOf(operations, ids);
  const outcomes: Outcome[] = [];
  let errors = 0;
  for (const step of planBulk(operations, run.names)) {
    for (const outcome of await runStep(run, step, resolve)) {
      outcomes.push(outcome);
      if (hasFailed(outcome)) errors += 1;
      else noteId(ids, outcome);
    }
    if (errors >= failOnErrors) break;
  }
  return outcomes.toSorted((one, other) => one.sent.index - other.sent.index);
}

/** The same for the same operations of the same directory, whenever they are sent. */
async function originOf(operations: BulkRequest['operations'], { mandate }: ScimContext) {
  const { tenantId, directoryId } = mandate.scope;
  return await hashSecret(JSON.stringify([tenantId, directoryId, operations]));
}

async function runStep(run: BulkRun, step: BulkStep, resolve: Resolve): Promise<Outcome[]> {
  const { context } = run;
  if (context.ports.clock.now() >= context.deadline) return operationsOf(step).map(notBegun);
  switch (step.kind) {
    case 'refused':
      return [failed(context, step.operation, step.operation.refusal)];
    case 'single':
      return [await performOperation(run, step.operation, resolve)];
    case 'circle':
      return await runCircle(run, step.operations, resolve);
  }
}

function operationsOf(step: BulkStep): readonly SentOperation[] {
  return step.kind === 'circle' ? step.operations : [step.operation];
}

/** @throws DomainError `conflict` from the resolver, when a reference leads nowhere (RFC 7644 section 3.7.1). */
function resolverOf(
  operations: BulkRequest['operations'],
  ids: ReadonlyMap<string, string>,
): Resolve {
  const promised = new Set(operations.map(({ method, bulkId }) => method === 'POST' && bulkId));
  return (bulkId) => {
    const id = ids.get(bulkId);
    if (id !== undefined) return id;
    const why = promised.has(bulkId)
      ? 'leads nowhere: the operation that was to create it failed.'
      : 'leads nowhere: no POST of this bulk has that bulkId.';
    throw new DomainError('conflict', `bulkId:${bulkId.slice(0, 200)} ${why}`);
  };
}

function noteId(ids: Map<string, string>, { sent, location }: Outcome): void {
  const id = idIn(location);
  if (sent.method === 'POST' && sent.bulkId !== undefined && id) ids.set(sent.bulkId, id);
}
