/** RFC 7644 section 3.1. */
export const SCIM_MEDIA_TYPE = 'application/scim+json';
export const ACCEPTED_MEDIA_TYPES = [SCIM_MEDIA_TYPE, 'application/json'] as const;

/** An answer with the media type of SCIM (RFC 7644 section 8.1), or without a body. */
export function scimResponse(
  status: number,
  body: object | undefined,
  headers: Record<string, string> = {},
): Response {
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': SCIM_MEDIA_TYPE, ...headers },
  });
}
