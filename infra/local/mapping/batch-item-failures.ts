import * as z from 'zod';
import type { Outcome } from '../lambda/lambda-instance.ts';

const partialResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullish() })).nullish(),
});

/**
 * Identifiers of the items of a batch that failed; `all` when it failed as a whole.
 *
 * An answer that Lambda could not make sense of (no identifier, or one that is not in the batch) counts
 * against the whole batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function batchItemFailures(
  outcome: Outcome,
  reportsItemFailures: boolean,
  identifiers: ReadonlySet<string>,
): ReadonlySet<string> | 'all' {
  if ('functionError' in outcome) return 'all';
  if (!reportsItemFailures) return new Set();
  const answer: unknown = JSON.parse(outcome.payload);
  if (answer === null) return new Set();
  const parsed = partialResponse.safeParse(answer);
  if (!parsed.success) return 'all';
  const failed = new Set<string>();
  for (const { itemIdentifier } of parsed.data.batchItemFailures ?? []) {
    if (!itemIdentifier || !identifiers.has(itemIdentifier)) return 'all';
    failed.add(itemIdentifier);
  }
  return failed;
}
