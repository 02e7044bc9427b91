import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

interface Letter {
  readonly messageId: string;
  readonly body: string;
  /** Not handed out before, in milliseconds since the epoch. */
  readonly visibleAt: number;
  receives: number;
}

export type Mail = ReturnType<typeof createMail>;

/** How long a message stays hidden after somebody failed at it. */
const HIDDEN = 180_000;

/**
 * A queue as SQS is one: at least once, in any order, again after a failure, and given up after so many receives.
 *
 * @param chance Which of those that are visible is handed out first, and how many.
 */
export function createMail(
  clock: { now(): number },
  receives: number,
  chance: { readonly pick: () => number; readonly batchSize: () => number },
) {
  let letters: Letter[] = [];
  let sent = 0;

  function take(): Letter[] {
    const visible = letters.filter(({ visibleAt }) => visibleAt <= clock.now());
    const first = chance.pick() % Math.max(1, visible.length);
    const inLine = [...visible.slice(first), ...visible.slice(0, first)];
    const taken = inLine.slice(0, chance.batchSize());
    letters = letters.filter((letter) => !taken.includes(letter));
    return taken;
  }

  return {
    put(body: string, visibleAt: number): void {
      sent += 1;
      letters.push({ messageId: `message-${sent}`, body, visibleAt, receives: 0 });
    },

    /** When the next message can be had, in milliseconds since the epoch; Infinity when there is none. */
    next: () => Math.min(Number.POSITIVE_INFINITY, ...letters.map(({ visibleAt }) => visibleAt)),

    /** Has a function work at some messages; what failed, or all after a crash, comes again. */
    async hand(work: (event: SQSEvent) => Promise<SQSBatchResponse | undefined>): Promise<void> {
      const taken = take();
      if (taken.length === 0) return;
      const answer = await work({ Records: taken.map(recordOf) });
      const failed = answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      for (const letter of taken) {
        letter.receives += 1;
        const isDone = failed && !failed.includes(letter.messageId);
        if (isDone || letter.receives === receives) continue;
        letters.push({ ...letter, visibleAt: clock.now() + HIDDEN });
      }
    },
  };
}

function recordOf({ messageId, body }: Letter): SQSRecord {
  return {
    messageId,
    body,
    receiptHandle: messageId,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'rollcall',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:queue',
    awsRegion: 'eu-west-1',
  };
}
