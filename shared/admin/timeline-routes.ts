import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { DEFAULT_CHANGES, MAX_CHANGES, type TimelineAnswer } from '#shared/admin/event-contract.ts';
import { readQuery, wholeNumber } from '#shared/admin/read-input.ts';
import { directoryNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

export const timelineRoutes: readonly AdminRoute[] = [
  timelineOf('User', '/tenants/{tenant}/users/{id}/timeline'),
  timelineOf('Group', '/tenants/{tenant}/groups/{id}/timeline'),
];

const timelineQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
  before: z.optional(z.string().check(z.refine(isId, 'is not the id of a change'))),
  limit: z._default(wholeNumber, DEFAULT_CHANGES),
});

/** Who did what to one user or group, through which door and under which request; the last change first. */
function timelineOf(type: 'User' | 'Group', path: string): AdminRoute {
  async function handle(call: AdminCall): Promise<Response> {
    const { directory, before, limit: asked } = readQuery(call.url, timelineQuery);
    const { id: tenantId } = await tenantOf(call);
    const id = call.params['id'] ?? '';
    if (!isId(id)) throw new DomainError('notFound', `${tenantId} has no ${type} of that id.`);
    const directoryId = await ownDirectory(call, tenantId, directory);
    const subject = { tenantId, type, id, ...(directoryId !== undefined && { directoryId }) };
    const limit = Math.max(1, Math.min(MAX_CHANGES, asked));
    const records = await call.context.feed.outbox.history(subject, limit, before);
    const answer: TimelineAnswer = {
      changes: records.map(({ tenant: _, subject: __, happenings, ...record }) => ({
        ...record,
        events: [...happenings],
      })),
      next: records.length < limit ? null : (records.at(-1)?.id ?? null),
    };
    return Response.json(answer);
  }
  return { method: 'GET', path, handle };
}

async function ownDirectory(
  call: AdminCall,
  tenantId: string,
  name: string | undefined,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const { id, visibility } = await directoryNamed(call, tenantId, name);
  return visibility === 'own' ? id : undefined;
}
