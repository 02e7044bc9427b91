import type { AttemptMessage, DeliveryQueue } from '#shared/webhooks/delivery-queue.ts';
import type { Mail } from './mail.ts';
import type { QueueFault } from './plan.ts';
import type { Processes } from './processes.ts';
import type { InTurn } from './turns.ts';

interface World {
  readonly mail: Mail;
  readonly processes: Processes;
  readonly inTurn: InTurn;
  readonly fault: () => QueueFault | undefined;
}

type Messages = readonly AttemptMessage[];

/** What the queue has after a call. */
const takenOf: Readonly<Record<QueueFault, (messages: Messages) => Messages>> = {
  refused: () => [],
  partly: (messages) => messages.slice(1),
  lost: () => [],
  twice: (messages) => [...messages, ...messages],
  crashBefore: () => [],
  crashAfter: (messages) => messages,
};

/** The delivery queue, as it is when calls of it fail, wholly and in part, and when it loses what it took. */
export function createQueue({ mail, processes, inTurn, fault: draw }: World): DeliveryQueue {
  async function take(messages: Messages): Promise<void> {
    processes.live();
    const fault = messages.length > 0 ? draw() : undefined;
    for (const message of fault ? takenOf[fault](messages) : messages) {
      mail.put(JSON.stringify(message), message.dueAt);
    }
    if (fault?.startsWith('crash')) throw processes.crash();
    if (fault === 'refused' || fault === 'partly') throw new Error('The queue did not take all.');
  }
  return { reach: 900_000, send: (messages) => inTurn(() => take(messages)) };
}
