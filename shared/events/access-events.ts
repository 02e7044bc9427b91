import * as z from 'zod/mini';
import { exampleId, resourceId } from '#shared/events/event-fields.ts';

const signedIn = z.object({
  user: resourceId.check(z.describe('SCIM id of the user whose session it is')),
  connection: z.string().check(z.describe('Id of the connection that the person came by')),
  acr: z.optional(z.string().check(z.describe('As the identity provider said'))),
  amr: z.optional(z.array(z.string())),
  endsAt: z.string().check(z.describe('When it is over at the latest')),
});

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

/** Who comes in, and how that ends. */
export const accessEvents = {
  'session.started': {
    version: 1,
    data: signedIn,
    description: 'A user signed in; the id of the subject is the `sid` of tokens.',
    example: {
      user: exampleId,
      connection: 'company',
      amr: ['pwd', 'otp'],
      endsAt: '2026-12-02T09:00:00.000Z',
    },
  },
  'session.renewed': {
    version: 1,
    data: signedIn,
    description:
      'A user authenticated again in a browser where they were signed in, and goes on with the session.',
    example: {
      user: exampleId,
      connection: 'company',
      amr: ['pwd', 'otp'],
      endsAt: '2026-12-02T09:00:00.000Z',
    },
  },
  'session.ended': {
    version: 1,
    data: endedSession,
    description: 'One session of a user was ended before its time; the others go on.',
    example: { user: exampleId },
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
  'user.offboarded': {
    version: 1,
    data: offboarded,
    description:
      'The end of access of a user, or of one session, went through: everybody who had to know has acknowledged it, or was given up on.',
    example: { user: exampleId, ending: 'user.deactivated', acknowledged: 7, failed: [] },
  },
} as const;
