import * as z from 'zod/mini';
import { changed, exampleId, externalIdOf, resourceId } from '#shared/events/event-fields.ts';

const group = z.object({
  displayName: z.string(),
  externalId: externalIdOf('group'),
  changed,
});

const membership = z.object({
  displayName: z.string().check(z.describe('Name of the group, at most its first 256 characters')),
  member: z.object({ id: resourceId, type: z.enum(['User', 'Group']) }),
});

const engineering = { displayName: 'Engineering', externalId: '00g4c5d6' };

const member = { id: exampleId, type: 'User' as const };

/** What happens to groups and memberships. */
export const groupEvents = {
  'group.created': {
    version: 1,
    data: group,
    description: 'A group was created.',
    example: { ...engineering, changed: ['displayName', 'externalId'] },
  },
  'group.updated': {
    version: 1,
    data: group,
    description: 'Attributes of a group changed, other than its members.',
    example: { ...engineering, changed: ['displayName'] },
  },
  'group.deleted': {
    version: 1,
    data: group,
    description: 'A group was deleted, and every membership with it; `data` is as it was last.',
    example: { ...engineering, changed: [] },
  },
  'group.member_added': {
    version: 1,
    data: membership,
    description: 'A user or group became a member.',
    example: { displayName: 'Engineering', member },
  },
  'group.member_removed': {
    version: 1,
    data: membership,
    description: 'A user or group is no longer a member.',
    example: { displayName: 'Engineering', member },
  },
} as const;
