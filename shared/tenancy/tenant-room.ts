import type { RateLimiter } from '#shared/tenancy/create-rate-limiter.ts';

/** Buckets of a tenant's own; no directory can bear their names. */
const buckets = {
  /** Sign-ins that apps begin. */
  authorization: '~auth',
  /** Ways to an identity provider. */
  signIn: '~sign-in',
  /** Events of sign-ins that were refused. */
  refusal: '~sign-in-refused',
  /** What identity providers tell by themselves, once it is known to be theirs. */
  signal: '~signal',
} as const;

export type Bucket = keyof typeof buckets;

/** Takes a permit of a tenant's, so that nobody fills its rows in masses. @throws DomainError `rateLimited`. */
export async function takeRoom(
  rateLimiter: Pick<RateLimiter, 'admit'>,
  tenantId: string,
  bucket: Bucket,
): Promise<void> {
  const { beside } = await rateLimiter.admit({ tenantId, directoryId: buckets[bucket] });
  await beside;
}
