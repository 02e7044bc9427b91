import * as z from 'zod/mini';

// Sessions of a user over the admin API; as in admin-contract.ts, answers may grow.

const sessionAnswer = z.object({
  id: z.string(),
  /** Whether what was minted from it counts at this moment. */
  live: z.boolean(),
  /** The connection that the person came by. */
  connection: z.string(),
  createdAt: z.string(),
  /** When it is over, whatever happens. */
  endsAt: z.string(),
  /** When it was ended before its time. */
  endedAt: z.nullable(z.string()),
  /** When the identity provider authenticated the person, and how. */
  authenticatedAt: z.string(),
  acr: z.nullable(z.string()),
  amr: z.array(z.string()),
});
export const sessionsAnswer = z.object({
  /** The newest first. */
  sessions: z.array(sessionAnswer),
  /** What to send as `before` for those before; null when there are none. */
  next: z.nullable(z.string()),
});

/** Sessions on one page: as many as stand at most. */
export const SESSIONS_PAGE = 100;

export type SessionAnswer = z.output<typeof sessionAnswer>;
