import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { ASYNC_RESPONSE } from '#shared/scim/messages.ts';
import type { AsyncRequest } from '#shared/scim-api/async/async-requests.ts';
import { type Outcome, renderOutcome } from '#shared/scim-api/bulk/outcome.ts';

/**
 * The claims of the event that tells of one operation's end (RFC 9967 section 2.5.1.3).
 *
 * @param txn That of the request; of an operation of a bulk, with its place (section 2.5.1.2).
 * @param completedAt Milliseconds.
 */
export function completionClaims(
  { baseUrl, path }: AsyncRequest,
  outcome: Outcome,
  { jti, txn, completedAt }: { jti: string; txn: string; completedAt: number },
): JsonObject {
  const { location } = outcome;
  // What was not created has no URI of its own; where it should have been is as near as it gets.
  const uri = location?.slice(baseUrl.length) ?? path.split('?')[0] ?? path;
  return Object.assign(newObject(), {
    jti,
    txn,
    iss: baseUrl,
    iat: Math.floor(completedAt / 1_000),
    sub_id: { format: 'scim', uri },
    events: { [ASYNC_RESPONSE]: renderOutcome(outcome) },
  });
}
