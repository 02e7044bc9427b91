import { OAuthError } from '#shared/token-endpoint/oauth-error.ts';

/** How a client says who it is: RFC 6749 section 2.3.1, or RFC 7523 section 2.2. */
export type ShownCredential =
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: string }
  | { readonly kind: 'assertion'; readonly clientId: string | undefined; readonly jwt: string };

export interface TokenRequest {
  readonly grantType: string;
  /** The words of `scope`. */
  readonly scope: readonly string[];
  readonly credential: ShownCredential;
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const FORM = 'application/x-www-form-urlencoded';
/** Bytes. An assertion has a few thousand at most. */
const MAX_BODY = 32_768;

/** @throws OAuthError `invalid_request`. */
export async function readTokenRequest(request: Request): Promise<TokenRequest> {
  const form = await readForm(request);
  const authorization = request.headers.get('authorization');
  const grantType = form.get('grant_type');
  if (grantType === undefined) throw invalid('The parameter grant_type is missing.');
  return {
    grantType,
    scope: (form.get('scope') ?? '').split(' ').filter((word) => word !== ''),
    credential: credentialOf(form, authorization === null ? undefined : basic(authorization)),
  };
}

async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== FORM) throw invalid(`Send the parameters as ${FORM}.`);
  const text = await request.text();
  if (text.length > MAX_BODY) throw invalid('The request is too large.');
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    // RFC 6749 section 3.2: no parameter twice, and one without a value is as if it were not there.
    if (form.has(name)) throw invalid('A parameter is there twice.');
    if (value !== '') form.set(name, value);
  }
  return form;
}

interface BasicCredential {
  readonly clientId: string;
  readonly secret: string;
}

function credentialOf(
  form: ReadonlyMap<string, string>,
  header: BasicCredential | undefined,
): ShownCredential {
  const clientId = form.get('client_id');
  const secret = form.get('client_secret');
  const jwt = form.get('client_assertion');
  const shown = [header, secret, jwt].filter((one) => one !== undefined);
  if (shown.length > 1) throw invalid('Show one credential, in one way.');
  if (jwt !== undefined) {
    if (form.get('client_assertion_type') !== JWT_BEARER) {
      throw invalid(`The client_assertion_type has to be ${JWT_BEARER}.`);
    }
    return { kind: 'assertion', clientId, jwt };
  }
  if (header) {
    if (clientId !== undefined && clientId !== header.clientId) {
      throw invalid('The client_id is not that of the Authorization header.');
    }
    return { kind: 'secret', ...header };
  }
  if (clientId === undefined || secret === undefined) {
    throw invalid('The client has to show client_id and client_secret, or a client_assertion.');
  }
  return { kind: 'secret', clientId, secret };
}

/** RFC 6749 section 2.3.1: both parts are form-encoded before they become a Basic credential. */
function basic(authorization: string): BasicCredential {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? [];
  if (encoded === undefined) throw invalid('The Authorization header is not a Basic one.');
  try {
    const [, id = '', secret] = /^([^:]*):(.*)$/s.exec(atob(encoded)) ?? [];
    if (secret === undefined) throw invalid('The Basic credential has no colon.');
    return { clientId: formDecoded(id), secret: formDecoded(secret) };
  } catch (cause) {
    if (cause instanceof OAuthError) throw cause;
    throw new OAuthError('invalid_request', 'The Basic credential is not well encoded.', cause);
  }
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

function invalid(description: string): OAuthError {
  return new OAuthError('invalid_request', description);
}
