import type { EventEnvelope } from '#shared/events/envelope.ts';

/** How many rules may act one because of the other: what goes round is stopped. */
export const MAX_RULE_DEPTH = 3;

type Caused = Pick<EventEnvelope, 'cause' | 'requestId'>;

/** How many rules acted one because of the other until this event; 0 for what no rule did. */
export function ruleDepth({ cause, requestId }: Caused): number {
  const [, depth] = /~(\d)$/.exec(requestId) ?? [];
  return cause === 'rule' ? Number(depth ?? MAX_RULE_DEPTH) : 0;
}

/** Names the request that everything began with, and how many rules have acted since. */
export function requestAfter(event: Caused): string {
  const depth = ruleDepth(event);
  const root = depth === 0 ? event.requestId : event.requestId.slice(0, -2);
  return `${root}~${depth + 1}`;
}
