import * as z from 'zod/mini';

/** From which claim each attribute of a user is taken, by the attribute's path. */
export const claimMapping = z.record(z.string(), z.string());
