import type { BulkOperation } from '#shared/scim/bulk/bulk-operation.ts';
import { pathReference } from '#shared/scim/bulk/bulk-reference.ts';
import type { Resolve } from '#shared/scim/bulk/map-references.ts';
import { mapData } from '#shared/scim/bulk/plan-bulk.ts';
import type { ReferenceNames } from '#shared/scim/bulk/reference-names.ts';
import { failed, type Outcome } from '#shared/scim-api/bulk/outcome.ts';
import type { ScimContext, ScimEndpoints } from '#shared/scim-api/scim-context.ts';
import { SCIM_MEDIA_TYPE } from '#shared/scim-api/scim-response.ts';

/** What all operations of one bulk share. */
export interface BulkRun {
  readonly context: ScimContext;
  /** Answers a single request for a resource. */
  readonly serve: ScimEndpoints;
  readonly names: ReferenceNames;
  /** Names the request and whose it is: the same one creates nothing twice. */
  readonly origin: string;
}

/** Carries out one operation exactly as a request of its own would be. Never rejects. */
export async function performOperation(
  { context, serve, names, origin }: BulkRun,
  operation: BulkOperation,
  resolve: Resolve,
): Promise<Outcome> {
  const { index, method, bulkId } = operation;
  const sent = { index, method, ...(bulkId !== undefined && { bulkId }) };
  let location: string | undefined;
  try {
    const path = resolvedPath(operation, resolve);
    const [resource = ''] = path.split('?');
    if (method !== 'POST') location = `${context.baseUrl}${resource}`;
    const data = mapData(names, operation, resolve);
    const request = new Request(`${context.baseUrl}${path}`, {
      method,
      headers: {
        'content-type': SCIM_MEDIA_TYPE,
        ...(operation.version !== undefined && { 'if-match': operation.version }),
      },
      ...(data !== undefined && { body: JSON.stringify(data) }),
    });
    const { status, headers } = await serve(request, resource, {
      ...context,
      origin: `${origin}:${index}`,
    });
    const version = headers.get('etag');
    const at = location ?? headers.get('location');
    return { sent, status, ...(at && { location: at }), ...(version && { version }) };
  } catch (error) {
    return failed(context, sent, error, location);
  }
}

/** A POST names a type of resource and nothing else, so its path refers to nothing. */
function resolvedPath({ method, path }: BulkOperation, resolve: Resolve): string {
  const target = method === 'POST' ? undefined : pathReference(path);
  const id = target && resolve(target.bulkId);
  if (!target || id === undefined) return path;
  const query = path.indexOf('?');
  return `${target.base}${id}${query < 0 ? '' : path.slice(query)}`;
}
