import { DomainError } from '#shared/kernel/domain-error.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import { type Bucket, takeRoom } from '#shared/tenancy/tenant-room.ts';

/** @throws SignInRefused `tooManyAttempts`. */
export async function requireRoom(
  { rateLimiter }: Pick<SignInPorts, 'rateLimiter'>,
  tenantId: string,
  bucket: Bucket,
): Promise<void> {
  try {
    await takeRoom(rateLimiter, tenantId, bucket);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'rateLimited') throw error;
    throw new SignInRefused('tooManyAttempts', '', error, error.retryAfter);
  }
}
