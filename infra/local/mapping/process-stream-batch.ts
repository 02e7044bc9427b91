import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { PAYLOAD_LIMIT_BYTES } from '../lambda/lambda-function.ts';
import type { Outcome } from '../lambda/lambda-instance.ts';
import { batchItemFailures } from './batch-item-failures.ts';
import { batchPayload, type StreamRecord } from './stream-record.ts';

const FIRST_BACKOFF_MILLISECONDS = 100;
const LONGEST_BACKOFF_MILLISECONDS = 10_000;

export interface StreamRetrySettings {
  readonly bisect: boolean;
  readonly reportsItemFailures: boolean;
  /** Infinity for no limit. */
  readonly maximumRetries: number;
  /** Milliseconds; Infinity for no limit. */
  readonly maximumAge: number;
}

/** Records that were given up on. */
export interface DiscardedBatch {
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly requestId: string;
  readonly invocations: number;
}

export interface StreamBatchPorts {
  invoke(payload: string, requestId: string): Promise<Outcome>;
  /** Everything up to this record is done with, in one way or the other. */
  passed(record: StreamRecord): Promise<void>;
  discard(batch: DiscardedBatch): Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Batch {
  readonly records: readonly StreamRecord[];
  readonly requestId: string;
  readonly invocations: number;
  readonly failures: number;
}

/**
 * Has a function process records in order, as Lambda does for a shard: what failed is tried again from the
 * first record that failed, split in two or as it is, until it succeeds, is too old or was tried too often.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function processStreamBatch(
  records: readonly StreamRecord[],
  settings: StreamRetrySettings,
  ports: StreamBatchPorts,
): Promise<void> {
  const pending: Batch[] = [{ records, requestId: randomUUID(), invocations: 0, failures: 0 }];
  for (let next = pending.shift(); next && !ports.signal.aborted; next = pending.shift()) {
    const batch = await withoutExpired(next, settings, ports);
    if (batch === undefined) continue;
    const payload = batchPayload(batch.records);
    if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES && batch.records.length > 1) {
      pending.unshift(...halves(batch));
      continue;
    }
    pending.unshift(...(await attempt(batch, payload, settings, ports)));
  }
}

/** Invokes the function once; what is left to be tried, in order. */
async function attempt(
  batch: Batch,
  payload: string,
  settings: StreamRetrySettings,
  ports: StreamBatchPorts,
): Promise<Batch[]> {
  const { records, requestId } = batch;
  const outcome = await ports.invoke(payload, requestId);
  const failedAt = firstFailure(records, outcome, settings);
  const lastDone = records[failedAt - 1];
  if (lastDone) await ports.passed(lastDone);
  // A function that was stopped together with everything else has not failed.
  if (failedAt === records.length || ports.signal.aborted) return [];
  const rest = { ...batch, records: records.slice(failedAt), invocations: batch.invocations + 1 };
  return again(rest, failedAt > 0, settings, ports);
}

/** What is to be tried next of records of which the first one failed. */
async function again(
  batch: Batch,
  hasAdvanced: boolean,
  { bisect, maximumRetries }: StreamRetrySettings,
  ports: StreamBatchPorts,
): Promise<Batch[]> {
  if (bisect && hasAdvanced) return [batch];
  if (bisect && batch.records.length > 1) return halves(batch);
  const failures = batch.failures + 1;
  if (failures > maximumRetries) {
    await giveUp({ ...batch, condition: 'RetryAttemptsExhausted' }, ports);
    return [];
  }
  const backoff = FIRST_BACKOFF_MILLISECONDS * 2 ** (failures - 1);
  await ports.clock.sleep(Math.min(backoff, LONGEST_BACKOFF_MILLISECONDS), ports.signal);
  return [{ ...batch, failures }];
}

function halves(batch: Batch): Batch[] {
  const middle = Math.ceil(batch.records.length / 2);
  return [batch.records.slice(0, middle), batch.records.slice(middle)].map((records) => ({
    ...batch,
    records,
    requestId: randomUUID(),
  }));
}

/** Index of the first record that failed; the number of records when none did. */
function firstFailure(
  records: readonly StreamRecord[],
  outcome: Outcome,
  { reportsItemFailures }: StreamRetrySettings,
): number {
  const identifiers = new Set(records.map(({ sequenceNumber }) => sequenceNumber));
  const failed = batchItemFailures(outcome, reportsItemFailures, identifiers);
  if (failed === 'all') return 0;
  const index = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return index < 0 ? records.length : index;
}

async function withoutExpired(
  batch: Batch,
  { maximumAge }: StreamRetrySettings,
  ports: StreamBatchPorts,
): Promise<Batch | undefined> {
  const oldest = ports.clock.now() - maximumAge;
  const expired = batch.records.filter(({ readAt }) => readAt < oldest);
  if (expired.length === 0) return batch;
  await giveUp({ ...batch, records: expired, condition: 'RecordAgeExceeded' }, ports);
  const records = batch.records.slice(expired.length);
  return records.length === 0 ? undefined : { ...batch, records };
}

async function giveUp(batch: DiscardedBatch, { discard, passed }: StreamBatchPorts): Promise<void> {
  await discard(batch);
  const last = batch.records.at(-1);
  if (last) await passed(last);
}
