import type { EventEnvelope } from '#shared/events/envelope.ts';
import type { Problem, Publish } from '#shared/events/publish-committed.ts';

export const throttled: Problem = { code: 'ThrottlingException', permanent: false };
export const malformed: Problem = { code: 'MalformedDetail', permanent: true };

/** A bus in this process: it keeps what it took, and refuses what `refuses` tells. */
export function createFakeBus() {
  const taken: EventEnvelope[] = [];
  const judge: { refuses: (event: EventEnvelope) => Problem | undefined } = {
    refuses: () => undefined,
  };
  const publish: Publish = async (events) =>
    events.map((event) => {
      const problem = judge.refuses(event);
      if (!problem) taken.push(event);
      return problem;
    });
  return Object.assign(judge, { taken, publish });
}

/** Of the records, each once, in the order in which they were first seen. */
export function recordIds(events: readonly EventEnvelope[]): string[] {
  return [...new Set(events.map(({ id }) => id.slice(0, id.lastIndexOf('.'))))];
}
