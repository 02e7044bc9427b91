import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';
import { bulkMethods } from '#shared/scim/bulk/bulk-operation.ts';
import { parseBulk } from '#shared/scim/bulk/parse-bulk.ts';
import { asynchronousPreference } from '#shared/scim-api/async/asynchronous-preference.ts';
import { bulkLimit } from '#shared/scim-api/bulk/bulk-limit.ts';
import { BULK } from '#shared/scim-api/bulk/bulk-routes.ts';
import { chargeOperations } from '#shared/scim-api/bulk/charge-operations.ts';
import type { ScimCall, ScimContext, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { ACCEPTED_MEDIA_TYPES, scimResponse } from '#shared/scim-api/scim-response.ts';

/** Seconds in which one operation, and a whole bulk, are answered anyway. */
const TIME_FOR_ONE = 1;
const TIME_FOR_BULK = 30;

/**
 * Answers 202 for a request that may be carried out later (RFC 9967 section 2.5.1.1); undefined for one that is to be
 * answered as always: a read, one without `Prefer: respond-async`, or one whose `wait` is long enough.
 *
 * @throws DomainError for what is wrong with the message itself, whatever the state of the resources.
 */
export async function acceptAsynchronously(
  { request, url, context }: ScimCall,
  path: string,
  route: Pick<ScimRoute, 'path'>,
): Promise<Response | undefined> {
  const { asyncRequests } = context;
  const preference = asynchronousPreference(request.headers);
  const method = bulkMethods.find((each) => each === request.method);
  if (!asyncRequests || !preference || !method || !canWait(route, context)) return undefined;
  const isBulk = route.path === BULK;
  if (preference.wait >= (isBulk ? TIME_FOR_BULK : TIME_FOR_ONE)) return undefined;
  const body = method === 'DELETE' ? undefined : await readBody(request, isBulk, context);
  const version = request.headers.get('if-match');
  if (request.headers.has('if-none-match')) {
    const detail = 'If-None-Match is not possible with respond-async. Leave out one of the two.';
    throw new DomainError('notImplemented', detail);
  }
  const { ports, mandate, baseUrl, credentialId } = context;
  const { tenantId, directoryId } = mandate.scope;
  const owner = { tenantId, directoryId };
  const txn = ports.newId();
  await mandate.confirmed;
  await asyncRequests.keep({
    ...{ txn, method, credentialId, baseUrl, requestId: mandate.requestId },
    owner,
    path: isBulk ? BULK : `${path}${url.search}`,
    acceptedAt: isoTime(ports.clock.now()),
    ...(version !== null && { version }),
    ...(body !== undefined && { body }),
  });
  await asyncRequests.handOn(owner, txn);
  return scimResponse(202, undefined, {
    'set-txn': txn,
    'preference-applied': 'respond-async',
    location: `${baseUrl}/AsyncRequests/${txn}`,
  });
}

async function readBody(request: Request, isBulk: boolean, context: ScimContext): Promise<string> {
  const limit = isBulk ? bulkLimit : undefined;
  const body = await readJson(request, ACCEPTED_MEDIA_TYPES, limit);
  if (isBulk) chargeOperations(parseBulk(body, context.dialect), context);
  return JSON.stringify(body);
}

/** What changes resources, one or many. */
function canWait({ path }: Pick<ScimRoute, 'path'>, { types }: ScimContext): boolean {
  const paths = types.flatMap(({ endpoint }) => [endpoint, `${endpoint}/{id}`]);
  return path === BULK || paths.includes(path);
}
