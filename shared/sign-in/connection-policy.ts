import * as z from 'zod/mini';

/** What a sign-in by a connection may do to the tenant's people. */
export const connectionPolicy = z.strictObject({
  mode: z._default(z.enum(['jit', 'scim', 'hybrid', 'invite']), 'jit'),
});
