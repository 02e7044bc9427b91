import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { log, logError } from '#functions/runtime/log.ts';
import { attemptDeliveries } from '#shared/webhooks/attempt-deliveries.ts';
import type { AttemptMessage } from '#shared/webhooks/delivery-queue.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';

const attemptMessage = z.object({
  tenantId: z.string(),
  endpointId: z.string(),
  eventId: z.string(),
  attempts: z.number(),
  lane: z.enum(['steady', 'ailing']),
  punctual: z.boolean(),
  dueAt: z.number(),
});

interface Asked {
  readonly messageId: string;
  readonly message: AttemptMessage;
}

/** The alarm looks for this line; see infra/webhooks.ts. */
const DISABLED = 'A webhook was disabled.';

/** Tries the deliveries that messages ask for, each endpoint's for itself; what fails on our side comes again. */
export function webhookDelivery(ports: DeliveryPorts) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const read = Records.map(({ messageId, body }) => ({ messageId, message: messageOf(body) }));
    const asked = read.flatMap(({ messageId, message }) =>
      message ? [{ messageId, message }] : [],
    );
    const unknown = read.filter(({ message }) => !message);
    if (unknown.length > 0) {
      log('error', 'What came from the queue asks for no attempt.', { messages: unknown.length });
    }
    const groups = Map.groupBy(asked, ({ message: { tenantId, endpointId } }) =>
      JSON.stringify([tenantId, endpointId]),
    );
    const failed = await Promise.all([...groups.values()].map((group) => attempt(ports, group)));
    const batchItemFailures = [...unknown, ...failed.flat()].map(({ messageId }) => ({
      itemIdentifier: messageId,
    }));
    return { batchItemFailures };
  };
}

async function attempt(ports: DeliveryPorts, group: readonly Asked[]): Promise<readonly Asked[]> {
  const [first] = group;
  const endpoint = { tenant: first?.message.tenantId, webhook: first?.message.endpointId };
  try {
    const disabled = await attemptDeliveries(
      ports,
      group.map(({ message }) => message),
    );
    if (disabled) log('warn', DISABLED, { ...endpoint, reason: disabled });
    return [];
  } catch (error) {
    logError('Deliveries could not be tried; they come again.', error, endpoint);
    return group;
  }
}

function messageOf(body: string): AttemptMessage | undefined {
  try {
    return attemptMessage.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
