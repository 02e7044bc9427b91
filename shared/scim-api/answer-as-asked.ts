import { SCIM_MEDIA_TYPE } from '#shared/scim-api/scim-response.ts';

/** Whoever takes this but not the media type of SCIM, by name or by `*`, gets it (RFC 7644 section 3.8). */
const PLAIN_JSON = 'application/json';

/** The answer in the form that the request asks for: without a body for HEAD, and by the name that Accept has for JSON. */
export function answerAsAsked({ method, headers }: Request, answer: Response): Response {
  if (answer.headers.has('content-type') && !takesScim(headers.get('accept'))) {
    answer.headers.set('content-type', PLAIN_JSON);
  }
  return method === 'HEAD' ? new Response(null, answer) : answer;
}

/** What neither form would do for gets that of SCIM: an answer in it is worth more than none (RFC 9110 12.4.1). */
function takesScim(accept: string | null): boolean {
  const ranges = (accept ?? '')
    .split(',')
    .map((range) => range.split(';')[0]?.trim().toLowerCase());
  const wide = ['*/*', 'application/*', SCIM_MEDIA_TYPE];
  return !ranges.includes(PLAIN_JSON) || ranges.some((range) => wide.includes(range ?? ''));
}
