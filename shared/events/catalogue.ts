import * as z from 'zod/mini';
import { lifecycleEvents } from '#shared/events/lifecycle-events.ts';

const resourceId = z.string().check(z.describe('SCIM id'));
const changed = z
  .array(z.string())
  .check(
    z.describe(
      'Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values',
    ),
  );
const changedOfUser = z
  .array(z.string())
  .check(
    z.describe(
      'Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, links, managed; never values',
    ),
  );

const user = z.object({
  userName: z.string(),
  externalId: z.optional(
    z.string().check(z.describe('As the directory that made the change knows the user')),
  ),
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

const group = z.object({
  displayName: z.string(),
  externalId: z.optional(
    z.string().check(z.describe('As the directory that made the change knows the group')),
  ),
  changed,
});

const membership = z.object({
  displayName: z.string().check(z.describe('Name of the group, at most its first 256 characters')),
  member: z.object({ id: resourceId, type: z.enum(['User', 'Group']) }),
});

const resource = z.object({
  resourceType: z
    .string()
    .check(z.describe('Name of the resource type, as the tenant declared it')),
  externalId: z.optional(
    z.string().check(z.describe('As the directory that made the change knows the resource')),
  ),
  changed,
});

const ada = {
  userName: 'ada@example.com',
  externalId: '00u1a2b3',
  active: true,
  state: 'active' as const,
};
const engineering = { displayName: 'Engineering', externalId: '00g4c5d6' };
const device = { resourceType: 'Device', externalId: 'asset-17' };
const member = { id: '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d', type: 'User' as const };

const endedSession = z.object({
  user: resourceId.check(z.describe('SCIM id of the user whose session it was')),
});

const offboarded = z.object({
  user: resourceId,
  ending: z.string().check(z.describe('The event that ended access')),
  acknowledged: z.int().check(z.describe('How many items of the receipt are done')),
  failed: z
    .array(z.object({ kind: z.string(), id: z.string(), reason: z.string() }))
    .check(z.describe('Those who were given up on, at most the first 50')),
});

const disabledWebhook = z.object({
  reason: z
    .enum(['gone', 'failing'])
    .check(z.describe('It answered 410, or it took nothing for five days')),
  host: z.string().check(z.describe('Host of the URL that nothing is sent to any more')),
});

const heldBrake = z.object({
  left: z.int().check(z.describe('Who left within 24 hours, before what was refused')),
  attempted: z.int().check(z.describe('How many more would have left')),
  population: z.int().check(z.describe('Of how many')),
  percent: z.number().check(z.describe('Share of both together, of a hundred')),
});

const releasedBrake = z.object({
  more: z.optional(
    z.int().check(z.describe('How many more may leave; everybody may when it is absent')),
  ),
  until: z.string().check(z.describe('When the brake stands again, ISO 8601')),
});

const domain = z.object({
  domain: z.string().check(z.describe('In lower case, and in ASCII (punycode)')),
});

const changedRule = z.object({
  rule: z.string().check(z.describe('Id of the rule')),
  deleted: z.boolean(),
});

/**
 * Every lifecycle event: the version of its schema, what its `data` holds, when it happens, an example of `data`.
 * A name never changes its meaning and a version never its shape, but for members that come on top.
 */
export const catalogue = {
  'user.created': {
    version: 1,
    data: user,
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
  'resource.created': {
    version: 1,
    data: resource,
    description: "A resource of a tenant's own type was created.",
    example: { ...device, changed: ['externalId', 'serial'] },
  },
  'resource.updated': {
    version: 1,
    data: resource,
    description: "Attributes of a resource of a tenant's own type changed.",
    example: { ...device, changed: ['serial'] },
  },
  'resource.deleted': {
    version: 1,
    data: resource,
    description: "A resource of a tenant's own type was deleted; `data` is as it was last.",
    example: { ...device, changed: [] },
  },
  'rule.changed': {
    version: 1,
    data: changedRule,
    description:
      'A rule that acts on events was put or deleted; it holds for all that happens since.',
    example: { rule: 'managers', deleted: false },
  },
  'brake.held': {
    version: 1,
    data: heldBrake,
    description:
      'More people than usual would have left, so nobody leaves this way until somebody releases it. Told once, however much is refused.',
    example: { left: 20, attempted: 18, population: 100, percent: 38 },
  },
  'brake.released': {
    version: 1,
    data: releasedBrake,
    description: 'An administrator looked, and lets people leave again.',
    example: { more: 50, until: '2026-11-23T10:00:00.000Z' },
  },
  'session.ended': {
    version: 1,
    data: endedSession,
    description: 'One session of a user was ended before its time; the others go on.',
    example: { user: member.id },
  },
  'user.offboarded': {
    version: 1,
    data: offboarded,
    description:
      'The end of access of a user, or of one session, went through: everybody who had to know has acknowledged it, or was given up on.',
    example: { user: member.id, ending: 'user.deactivated', acknowledged: 7, failed: [] },
  },
  'session.started': {
    version: 1,
    data: z.object({
      user: resourceId.check(z.describe('SCIM id of the user whose session it is')),
      connection: z.string().check(z.describe('Id of the connection that the person came by')),
      acr: z.optional(z.string().check(z.describe('As the identity provider said'))),
      amr: z.optional(z.array(z.string())),
      endsAt: z.string().check(z.describe('When it is over at the latest')),
    }),
    description: 'A user signed in; the id of the subject is the `sid` of tokens.',
    example: {
      user: member.id,
      connection: 'company',
      amr: ['pwd', 'otp'],
      endsAt: '2026-12-02T09:00:00.000Z',
    },
  },
  'sign_in.refused': {
    version: 1,
    data: z.object({
      reason: z.string().check(z.describe('Which of the reasons that docs/connections.md lists')),
      detail: z.string().check(z.describe('What exactly was wrong; may be empty. Never personal')),
    }),
    description: 'Somebody was not let in by a connection; nothing else was written.',
    example: { reason: 'wrongAudience', detail: 'It is not so that aud is this client alone.' },
  },
  'webhook.disabled': {
    version: 1,
    data: disabledWebhook,
    description: 'A webhook endpoint was disabled, as its receiver is gone or has failed for days.',
    example: { reason: 'failing' as const, host: 'hooks.example.com' },
  },
  'domain.verified': {
    version: 1,
    data: domain,
    description: 'A tenant proved by DNS that a domain is its own.',
    example: { domain: 'example.com' },
  },
  'domain.lapsed': {
    version: 1,
    data: domain,
    description: 'The DNS record that proved a domain was gone for a week; it counts no longer.',
    example: { domain: 'example.com' },
  },
  'domain.removed': {
    version: 1,
    data: domain,
    description: 'A verified domain was taken from its tenant by an administrator.',
    example: { domain: 'example.com' },
  },
  'role_rules.changed': {
    version: 1,
    data: z.object({
      rules: z.int().check(z.describe('How many there are now')),
    }),
    description: 'The rules that give roles to the people of a tenant were changed.',
    example: { rules: 12 },
  },
  ...lifecycleEvents,
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
