import type * as z from 'zod/mini';
import { accessEvents } from '#shared/events/access-events.ts';
import { groupEvents } from '#shared/events/group-events.ts';
import { lifecycleEvents } from '#shared/events/lifecycle-events.ts';
import { resourceEvents } from '#shared/events/resource-events.ts';
import { tenantEvents } from '#shared/events/tenant-events.ts';
import { userEvents } from '#shared/events/user-events.ts';

/**
 * Every lifecycle event: the version of its schema, what its `data` holds, when it happens, an example of `data`.
 * A name never changes its meaning and a version never its shape, but for members that come on top.
 */
export const catalogue = {
  ...userEvents,
  ...groupEvents,
  ...resourceEvents,
  ...accessEvents,
  ...lifecycleEvents,
  ...tenantEvents,
} as const;

export type EventType = keyof typeof catalogue;
export type EventData<Type extends EventType> = z.infer<(typeof catalogue)[Type]['data']>;

/** What happened, before it is known when, by whom and at which version. */
export type Happening = { [Type in EventType]: { type: Type; data: EventData<Type> } }[EventType];

/** Names of all events, in the order of the catalogue: what can be subscribed to. */
export const eventTypes = Object.keys(catalogue) as readonly EventType[];

/** `dataschema` of CloudEvents 1.0 and `$id` of the JSON Schema: names a type and the version of its shape. */
export function dataSchemaOf(type: EventType): string {
  return `urn:rollcall:event:${type}:${catalogue[type].version}`;
}
