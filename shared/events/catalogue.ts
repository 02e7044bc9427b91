import * as z from 'zod';

const resourceId = z.string().describe('SCIM id');
const changed = z
  .array(z.string())
  .describe(
    'Names of the attributes that changed, those of an extension as URN:name; never values',
  );

const user = z.object({
  userName: z.string(),
  externalId: z
    .string()
    .optional()
    .describe('As the directory that made the change knows the user'),
  active: z.boolean(),
  changed,
});

const group = z.object({
  displayName: z.string(),
  externalId: z
    .string()
    .optional()
    .describe('As the directory that made the change knows the group'),
  changed,
});

const membership = z.object({
  displayName: z.string().describe('Name of the group, at most its first 256 characters'),
  member: z.object({ id: resourceId, type: z.enum(['User', 'Group']) }),
});

/** Every lifecycle event: its name, what its `data` holds, when it happens. Names never change meaning. */
export const catalogue = {
  'user.created': { data: user, description: 'A user was created.' },
  'user.updated': { data: user, description: 'Attributes of a user changed, other than `active`.' },
  'user.deactivated': { data: user, description: '`active` went from true to false.' },
  'user.reactivated': { data: user, description: '`active` went from false to true.' },
  'user.deleted': { data: user, description: 'A user was deleted.' },
  'group.created': { data: group, description: 'A group was created.' },
  'group.updated': {
    data: group,
    description: 'Attributes of a group changed, other than its members.',
  },
  'group.deleted': {
    data: group,
    description: 'A group was deleted, and every membership with it.',
  },
  'group.member_added': { data: membership, description: 'A user or group became a member.' },
  'group.member_removed': {
    data: membership,
    description: 'A user or group is no longer a member.',
  },
} as const;

export type EventType = keyof typeof catalogue;
export type EventData<Type extends EventType> = z.infer<(typeof catalogue)[Type]['data']>;

/** What happened, before it is known when, by whom and at which version. */
export type Happening = { [Type in EventType]: { type: Type; data: EventData<Type> } }[EventType];
