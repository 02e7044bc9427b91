import * as z from 'zod/mini';

/** How somebody signs in, and where that says something else than the directories. */
export const linksAnswer = z.object({
  links: z.array(
    z.object({
      connection: z.string(),
      issuer: z.string(),
      subject: z.string(),
      /** Of the last sign-in that said any. */
      groups: z.optional(z.array(z.string())),
      linkedAt: z.string(),
    }),
  ),
  drift: z.array(z.object({ attribute: z.string(), connection: z.string(), since: z.string() })),
  invitedUntil: z.optional(z.string()),
});

export type LinksAnswer = z.output<typeof linksAnswer>;
