import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { eventOptions } from '#functions/cli/event-parameters.ts';
import { eventRows } from '#functions/cli/event-rows.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { type EventAnswer, eventsAnswer, MAX_EVENTS } from '#shared/admin/event-contract.ts';

/** Events that one call of this command shows unless it is told otherwise, and at most. */
const MOST = 10_000;

export const eventsList = defineCommand({
  name: 'list',
  summary: 'list the events of a tenant',
  description: `Lists what happened, in the order in which it was told to the bus; the last 90 days are kept. Whoever goes on
from the cursor at the end misses nothing: what is committed late comes late. With --json, each event is
a line, and the last line is { "next": CURSOR }.`,
  arguments: {},
  options: {
    ...eventOptions,
    limit: {
      schema: z.optional(wholeNumber(1, MOST)),
      placeholder: 'N',
      summary: `how many to show, at most ${MOST} (${MOST})`,
    },
  },
  example: {
    typed: '--tenant acme --types user.created',
    printed: `TIME                  EVENT         SUBJECT                                    VERSION  BY
2026-03-02T09:00:00Z  user.created  User 019cad3e-a1f0-7c31-9e02-5b7f44d8c610  1        directory okta (scim)
2026-03-02T09:00:01Z  user.created  User 019cad3e-b37c-7f5e-8a41-c29e0d6b7f35  1        directory okta (scim)
next: --after YWNtZS4xNzcyNDQyMDAwMDAxLjAuMC4xNzcyNDQyMDAwMDAw`,
  },
  next: `hear of what is to come: ${PROGRAM} events tail --tenant acme`,
  run: async (admin, { tenant, after, types, subject, limit = MOST }) => {
    const events: EventAnswer[] = [];
    let next = after;
    for (let more = true; more && events.length < limit; ) {
      const page = await admin.get(eventsAnswer, {
        path: ['tenants', tenant, 'events'],
        query: {
          after: next,
          types: types?.join(','),
          subject,
          limit: Math.min(MAX_EVENTS, limit - events.length),
        },
      });
      events.push(...page.events);
      ({ next, more } = page);
    }
    return { events, next };
  },
  lines: ({ events, next }) => [...events, { next }],
  show: ({ events, next }) => {
    const rows = events.length === 0 ? 'No events.' : eventRows(events);
    return `${rows}\nnext: --after ${next}`;
  },
});
