import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { eventOptions } from '#functions/cli/event-parameters.ts';
import { eventLine } from '#functions/cli/event-rows.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { eventsAnswer } from '#shared/admin/event-contract.ts';

/** Between two looks when there is nothing new. */
const PAUSE_MILLISECONDS = 1_000;

/** Events of the past that are shown first. */
const LATEST = 10;

export const eventsTail = defineCommand({
  name: 'tail',
  summary: 'follow the events of a tenant',
  description: `Shows the last ${LATEST} events, or those after a cursor, and then every event as it is told to the bus, until it
is ended by Ctrl-C. With --json, each is a line, and the last line is { "next": CURSOR }.`,
  arguments: {},
  options: {
    ...eventOptions,
    count: {
      schema: z.optional(wholeNumber(1, 999_999_999)),
      placeholder: 'N',
      summary: 'end after so many',
    },
  },
  example: {
    typed: '--tenant acme --count 2',
    printed: `2026-03-02T09:00:02Z  group.created         Group 019cad3e-c2d8-7b60-93aa-1f8e5d7c4b02  1  directory okta (scim)
2026-03-02T09:00:02Z  group.member_added    Group 019cad3e-c2d8-7b60-93aa-1f8e5d7c4b02  1  directory okta (scim)
next: --after YWNtZS4xNzcyNDQyMDAwMDAxLjAuMC4xNzcyNDQyMDAwMDAw`,
  },
  next: `see all that happened to one user: ${PROGRAM} user timeline ID --tenant acme`,
  run: async (admin, { tenant, after, types, subject, count = Number.MAX_SAFE_INTEGER }, tell) => {
    let next = after;
    for (let left = count; left > 0; ) {
      const where = next === undefined ? { last: Math.min(LATEST, left) } : { after: next };
      const page = await admin.get(eventsAnswer, {
        path: ['tenants', tenant, 'events'],
        query: { ...where, types: types?.join(','), subject, limit: Math.min(100, left) },
      });
      for (const event of page.events) tell({ json: event, text: eventLine(event) });
      left -= page.events.length;
      next = page.next;
      if (left > 0 && !page.more) await wait(PAUSE_MILLISECONDS);
    }
    return { next };
  },
  lines: (answer) => [answer],
  show: ({ next }) => `next: --after ${next}`,
});
