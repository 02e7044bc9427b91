import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readStepMessage, stepMessage } from '#functions/adapters/sqs/step-message.ts';
import { log, logError } from '#functions/runtime/log.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { sweepTenant } from '#shared/lifecycle/sweep-tenant.ts';

type RunContext = Pick<Context, 'getRemainingTimeInMillis'>;

/** A step with all its attempts must fit into what is left (milliseconds). */
const TIME_FOR_A_STEP = 25_000;

/** Carries tenants' policies on for as long as there is time, and hands on what is unfinished then. */
export function lifecycleStep(ports: LifecyclePorts, handOn: (body: string) => Promise<void>) {
  return async ({ Records }: SQSEvent, context: RunContext): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    const hasTime = () => context.getRemainingTimeInMillis() > TIME_FOR_A_STEP;
    for (const { body, messageId } of Records) {
      try {
        const tenantId = readStepMessage(body);
        const outcome = await sweepTenant(ports, tenantId, hasTime);
        if (outcome === 'unfinished') await handOn(stepMessage(tenantId));
        const level = outcome === 'stopped' ? 'warn' : 'info';
        log(level, 'A policy was carried on.', { tenant: tenantId, outcome });
      } catch (error) {
        logError('A policy could not be carried on; it is tried again.', error, {
          message: messageId,
        });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
