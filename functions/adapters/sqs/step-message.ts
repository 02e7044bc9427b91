import * as z from 'zod/mini';

/** Asks for the next steps of a tenant's policy; one that is old, doubled or lost changes nothing. */
const message = z.object({ tenantId: z.string() });

export function stepMessage(tenantId: string): string {
  return JSON.stringify({ tenantId });
}

/** @throws Error when it is none of {@link stepMessage}. */
export function readStepMessage(body: string): string {
  return message.parse(JSON.parse(body)).tenantId;
}
