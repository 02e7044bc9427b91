import * as z from 'zod/mini';
import { type EventType, eventTypes } from '#shared/events/catalogue.ts';

/** Events on one page unless the request says otherwise, and at most. */
export const DEFAULT_EVENTS = 100;
export const MAX_EVENTS = 1_000;

/** Changes on one page of a timeline. */
export const DEFAULT_CHANGES = 50;
export const MAX_CHANGES = 200;

const known = z.enum(eventTypes as [EventType, ...EventType[]]);

/** Names separated by commas, as a query spells a list. */
export const typesList = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(',')),
  ),
  z.array(known),
);

const actor = z.object({ type: z.string(), id: z.string() });

/** Events are shown whole: members that this program does not know belong to newer ones. */
const eventAnswer = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  version: z.number(),
  actor,
  cause: z.string(),
});

export const eventsAnswer = z.object({
  events: z.array(eventAnswer),
  /** Where to go on, always: at the end it is where events to come will be. */
  next: z.string(),
  /** Whether there is more to read right now. */
  more: z.boolean(),
});

const changeAnswer = z.object({
  id: z.string(),
  time: z.string(),
  version: z.number(),
  actor,
  cause: z.string(),
  requestId: z.string(),
  events: z.array(z.object({ type: z.string(), data: z.looseObject({}) })),
});

export const timelineAnswer = z.object({
  /** The last first. */
  changes: z.array(changeAnswer),
  /** What to send as `before` for those before; null when there are none. */
  next: z.nullable(z.string()),
});

export type EventAnswer = z.output<typeof eventAnswer>;
export type TimelineAnswer = z.output<typeof timelineAnswer>;
