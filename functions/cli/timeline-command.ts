import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { subjectIdArgument } from '#functions/cli/event-parameters.ts';
import { optional, wholeNumber } from '#functions/cli/parameter.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { directoryOption, tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { MAX_CHANGES, type TimelineAnswer, timelineAnswer } from '#shared/admin/event-contract.ts';

interface Texts {
  /** As in the path of the API. */
  readonly kind: 'users' | 'groups';
  readonly one: 'user' | 'group';
  readonly example: { readonly typed: string; readonly printed: string };
}

/** The command that tells who did what to one user or group. */
export function timelineCommand({ kind, one, example }: Texts) {
  return defineCommand({
    name: 'timeline',
    summary: `tell what happened to a ${one}`,
    description: `Tells who changed a ${one}, how, to which version and through which door, the last change first; with --json also
under which request. Changes are kept for 90 days, also those of a ${one} that is deleted.`,
    arguments: { id: subjectIdArgument },
    options: {
      tenant: tenantOption,
      directory: optional(directoryOption, `the directory that keeps the ${one} to itself`),
      before: optional(subjectIdArgument, 'the changes before this one'),
      limit: {
        schema: z.optional(wholeNumber(1, MAX_CHANGES)),
        placeholder: 'N',
        summary: `how many changes to show, at most ${MAX_CHANGES} (50)`,
      },
    },
    example,
    next: `hear of what is to come: ${PROGRAM} events tail --tenant acme --subject ID`,
    run: (admin, { id, tenant, ...query }) =>
      admin.get(timelineAnswer, { path: ['tenants', tenant, kind, id, 'timeline'], query }),
    show: (answer) =>
      answer.changes.length === 0 ? 'Nothing in the last 90 days.' : shown(answer),
  });
}

function shown({ changes, next }: TimelineAnswer): string {
  const rows = changes.flatMap(({ time, version, actor, cause, events }) =>
    events.map(({ type, data }) => [
      shownTime(time),
      String(version),
      type,
      detailOf(data),
      `${actor.type} ${actor.id} (${cause})`,
    ]),
  );
  const table = alignColumns([['TIME', 'V', 'EVENT', 'WHAT', 'BY'], ...rows]);
  return next === null ? table : `${table}\nearlier ones: --before ${next}`;
}

function detailOf(data: Readonly<Record<string, unknown>>): string {
  const { changed, member, reason, rule } = data;
  if (Array.isArray(changed)) {
    const because = [reason, typeof rule === 'string' && `rule ${rule}`].filter(Boolean);
    return [changed.join(', '), ...because].filter(Boolean).join('; ');
  }
  const named = z.object({ type: z.string(), id: z.string() }).safeParse(member);
  return named.success ? `${named.data.type} ${named.data.id}` : '';
}
