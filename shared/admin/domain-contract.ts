import * as z from 'zod/mini';
import { slug } from '#shared/admin/admin-contract.ts';

// Domains of a tenant over the admin API; as in admin-contract.ts, requests are closed and answers may grow.

export const claimedDomain = z.strictObject({
  /** The connection by which people with addresses there sign in; what is left out stays, null takes it away. */
  connection: z.exactOptional(z.nullable(slug)),
  /** Although anybody may have an address there. */
  force: z._default(z.boolean(), false),
});

export const domainAnswer = z.object({
  name: z.string(),
  /** `pending`, `verified` or `lapsed`. */
  state: z.string(),
  connection: z.nullable(z.string()),
  /** What DNS has to say for it. */
  record: z.object({ type: z.literal('TXT'), name: z.string(), value: z.string() }),
  createdAt: z.string(),
  verifiedAt: z.nullable(z.string()),
  checkedAt: z.nullable(z.string()),
  /** Since when the record of a verified domain is gone. */
  missingSince: z.nullable(z.string()),
  lapsedAt: z.nullable(z.string()),
});
export const domainsAnswer = z.object({ domains: z.array(domainAnswer) });

export type DomainAnswer = z.output<typeof domainAnswer>;
