import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { SendMessage } from '../queue/queues.ts';
import { type Invocable, RequestTooLargeError } from './lambda-function.ts';
import type { Outcome } from './lambda-instance.ts';

/** Lambda waits this long before it invokes again a function that failed: twice, unless told otherwise. */
const RETRY_AFTER_MILLISECONDS = [60_000, 120_000];

/** Of an event for an asynchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const EVENT_LIMIT_BYTES = 1024 * 1024;

const LONGEST_ERROR_MESSAGE = 1_024;

export interface AsyncInvocationSettings {
  readonly lambda: Invocable;
  /** Queue for events that failed for the last time. */
  readonly deadLetterArn: string | undefined;
  readonly clock: Clock;
  readonly send: SendMessage;
  warn(line: string): void;
  readonly signal: AbortSignal;
}

/**
 * Hands an event to a function and does not wait for it.
 *
 * @throws RequestTooLargeError
 */
export type InvokeAsync = (payload: string) => void;

/**
 * The queue that Lambda keeps before a function for rules and schedules: it retries, and in the end puts the
 * event into the function's dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function invokeAsync(settings: AsyncInvocationSettings): InvokeAsync {
  return (payload) => {
    const size = Buffer.byteLength(payload);
    if (size > EVENT_LIMIT_BYTES)
      throw new RequestTooLargeError(`${size} byte event is too large.`);
    void runWithRetries(settings, payload);
  };
}

async function runWithRetries(settings: AsyncInvocationSettings, payload: string): Promise<void> {
  const { lambda, clock, signal, warn } = settings;
  const requestId = randomUUID();
  for (const wait of [...RETRY_AFTER_MILLISECONDS, undefined]) {
    const outcome: Outcome = await lambda.invoke(payload, requestId);
    if ('payload' in outcome || signal.aborted) return;
    const { errorType, errorMessage } = outcome.functionError;
    if (wait !== undefined) {
      warn(`${lambda.title} failed (${errorType}: ${errorMessage}); again in ${wait / 1_000} s.`);
      await clock.sleep(wait, signal);
    } else {
      warn(`${lambda.title} failed for the last time (${errorType}: ${errorMessage}).`);
      await sendToDeadLetters(settings, payload, requestId, errorMessage);
    }
    if (signal.aborted) return;
  }
}

async function sendToDeadLetters(
  { deadLetterArn, send, warn }: AsyncInvocationSettings,
  payload: string,
  requestId: string,
  errorMessage: string,
): Promise<void> {
  if (deadLetterArn === undefined) return;
  const ErrorMessage = errorMessage.slice(0, LONGEST_ERROR_MESSAGE);
  const attributes = { RequestID: requestId, ErrorCode: '200', ErrorMessage };
  try {
    await send(deadLetterArn, payload, { attributes });
  } catch (error) {
    warn(`The event could not be kept in ${deadLetterArn}: ${String(error)}`);
  }
}
