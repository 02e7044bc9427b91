import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  atTimeOptions,
  lifecyclePath,
  shownCounts,
  shownPeople,
  shownStop,
} from '#functions/cli/lifecycle-parameters.ts';
import { previewAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecyclePreview = defineCommand({
  name: 'preview',
  summary: 'show who would be brought where',
  description: `Shows whom a run would warn, suspend, deactivate or delete at this moment, and brings nobody anywhere. With --json
also since when they were not seen, whom an exclusion keeps out of it and why, and what would stop the run.`,
  arguments: {},
  options: atTimeOptions,
  example: {
    typed: '--tenant acme --now 2099-01-01T06:00:00Z',
    printed: `STAGE  ID                                    USER NAME
warn   019cad3e-a1f0-7c31-9e02-5b7f44d8c610  ada@acme.example
Of 3 people: 1 to warn.`,
  },
  next: `make a plan of it: ${PROGRAM} lifecycle plan --tenant acme`,
  run: (admin, { tenant, now }) =>
    admin.post(previewAnswer, { path: lifecyclePath(tenant, 'preview'), body: { now } }),
  show: ({ people, counts, dates, excluded, population, complete, stops }) => {
    const more = complete ? '' : ' There are more.';
    const planned = dates.length === 0 ? '' : ` Planned dates before that: ${dates.length}.`;
    const kept = excluded.length === 0 ? '' : ` Left alone by exclusions: ${excluded.length}.`;
    const held = stops ? ` It would stop; ${shownStop(stops)}.` : '';
    const sum = `Of ${population} people: ${shownCounts(counts)}.${more}${planned}${kept}${held}`;
    const shown = [...dates.map(({ rule, ...who }) => ({ ...who, stage: rule })), ...people];
    return shown.length === 0 ? sum : `${shownPeople(shown)}\n${sum}`;
  },
});
