import * as z from 'zod/mini';
import { externalIdOf } from '#shared/events/event-fields.ts';

const changedOfUser = z
  .array(z.string())
  .check(
    z.describe(
      'Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values',
    ),
  );

const user = z.object({
  userName: z.string(),
  externalId: externalIdOf('user'),
  active: z.boolean(),
  state: z.optional(
    z
      .enum(['staged', 'active', 'suspended', 'deactivated'])
      .check(z.describe('Where the user stands; `active` is true in the state of that name alone')),
  ),
  changed: changedOfUser,
});

const movedUser = z.extend(user, {
  reason: z.optional(z.string().check(z.describe('In the words of whoever asked for it'))),
  rule: z.optional(
    z.string().check(z.describe('Id of the rule, policy or plan that asked for it')),
  ),
});

const connection = z.string().check(z.describe('Id of the connection'));

const linked = z.object({
  connection,
  issuer: z.string().check(z.describe('The identity provider, as it names itself')),
});

const drifted = z.object({
  connection,
  drifted: z
    .array(z.string())
    .check(z.describe('Names of all attributes that differ now, as in `changed`; never values')),
});

const ada = {
  userName: 'ada@example.com',
  externalId: '00u1a2b3',
  active: true,
  state: 'active' as const,
};

/** What happens to users. */
export const userEvents = {
  'user.created': {
    version: 1,
    data: movedUser,
    description: 'A user was created.',
    example: { ...ada, changed: ['active', 'externalId', 'userName'] },
  },
  'user.updated': {
    version: 1,
    data: user,
    description: 'Attributes of a user changed, other than `active`.',
    example: { ...ada, changed: ['emails', 'name'] },
  },
  'user.staged': {
    version: 1,
    data: movedUser,
    description: 'A user was put on hold until they join.',
    example: { ...ada, active: false, state: 'staged', changed: ['active'] },
  },
  'user.activated': {
    version: 1,
    data: movedUser,
    description: 'A user who was staged is active: they have joined.',
    example: { ...ada, changed: ['active'], rule: 'planned-join' },
  },
  'user.suspended': {
    version: 1,
    data: movedUser,
    description:
      'A user may not come in for now; `active` is false until the suspension is lifted.',
    example: {
      ...ada,
      active: false,
      state: 'suspended',
      changed: ['active'],
      reason: 'Laptop lost',
    },
  },
  'user.deactivated': {
    version: 1,
    data: movedUser,
    description:
      '`active` went from true to false, or was taken away; or a user who was staged or suspended was let go.',
    example: { ...ada, active: false, state: 'deactivated', changed: ['active'] },
  },
  'user.reactivated': {
    version: 1,
    data: movedUser,
    description: '`active` became true again.',
    example: { ...ada, changed: ['active'] },
  },
  'user.deleted': {
    version: 1,
    data: user,
    description: 'A user was deleted; `data` is as it was last.',
    example: { ...ada, changed: [] },
  },
  'user.signed_out': {
    version: 1,
    data: user,
    description: 'All sessions and tokens of a user were ended at once; `active` stays as it is.',
    example: { ...ada, changed: [] },
  },
  'user.linked': {
    version: 1,
    data: linked,
    description: 'A user can sign in by a further account at an identity provider.',
    example: { connection: 'company', issuer: 'https://login.example.com' },
  },
  'user.drifted': {
    version: 1,
    data: drifted,
    description:
      'What a sign-in says of a user differs from what a directory or an administrator says, which stays; or no longer does.',
    example: { connection: 'company', drifted: ['name', 'title'] },
  },
} as const;
