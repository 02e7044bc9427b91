import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Characters. A code or an Apple name has a few hundred. */
const MAX_LENGTH = 8_192;
const FORM = 'application/x-www-form-urlencoded';

/**
 * The parameters that a browser brings from elsewhere, by query or by form.
 *
 * @throws SignInRefused `badAnswer` when there are too many, or one is there twice (RFC 6749 section 3.1).
 */
export async function responseParameters(
  request: Request,
  url: URL,
): Promise<ReadonlyMap<string, string>> {
  const text = request.method === 'POST' ? await formOf(request) : url.search;
  if (text.length > MAX_LENGTH) throw new SignInRefused('tooLarge', 'The response is too long.');
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name)) {
      throw new SignInRefused('badAnswer', 'The response has a parameter twice.');
    }
    parameters.set(name, value);
  }
  return parameters;
}

async function formOf(request: Request): Promise<string> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== FORM) throw new SignInRefused('badAnswer', 'The response is no form.');
  return await request.text();
}
