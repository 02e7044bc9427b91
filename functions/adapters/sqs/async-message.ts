import * as z from 'zod/mini';
import type { Owner } from '#shared/scim-api/async/async-requests.ts';

/** A message names the request, and says nothing of what is in it. */
const message = z.object({ tenantId: z.string(), directoryId: z.string(), txn: z.string() });

export function asyncMessage({ tenantId, directoryId }: Owner, txn: string): string {
  return JSON.stringify({ tenantId, directoryId, txn });
}

/** @throws Error when it is none of {@link asyncMessage}. */
export function readAsyncMessage(body: string): { owner: Owner; txn: string } {
  const { txn, ...owner } = message.parse(JSON.parse(body));
  return { owner, txn };
}
