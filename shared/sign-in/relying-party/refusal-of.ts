import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { type OutgoingFailure, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { type RefusalReason, SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Why there was no answer. What the guard refuses is the provider's configuration, not its condition. */
const failures: Readonly<Record<OutgoingFailure, RefusalReason>> = {
  refusedRequest: 'badAnswer',
  refusedAddress: 'badAnswer',
  dns: 'providerUnavailable',
  connect: 'providerUnavailable',
  tls: 'providerUnavailable',
  timeout: 'providerUnavailable',
  tooLarge: 'tooLarge',
  protocol: 'badAnswer',
};

/** openid-client's codes, where one says all. */
const codes: Readonly<Record<string, RefusalReason>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'wrongTime',
  OAUTH_KEY_SELECTION_FAILED: 'wrongSignature',
  OAUTH_UNSUPPORTED_OPERATION: 'wrongSignature',
  OAUTH_TIMEOUT: 'providerUnavailable',
};

/** Of a claim or member that is not as it has to be. */
const comparisons: Readonly<Record<string, RefusalReason>> = {
  iss: 'wrongIssuer',
  issuer: 'wrongIssuer',
  aud: 'wrongAudience',
  azp: 'wrongAudience',
  nonce: 'wrongNonce',
  sub: 'wrongSubject',
};

/** What openid-client says under a code that it has for much else, by a word of it. */
const sayings: readonly (readonly [RegExp, RefusalReason])[] = [
  [/implicit and hybrid flows/, 'badAnswer'],
  [/signature verification failed|"alg" header/, 'wrongSignature'],
  [/"iss" \(issuer\)/, 'wrongIssuer'],
  [/"nonce"/, 'wrongNonce'],
  [/"sub"/, 'wrongSubject'],
];

/** What an error of speaking with a provider means for the person. Anything that nobody foresaw is given back. */
export function refusalOf(error: unknown): unknown {
  const chain = causesOf(error);
  const own = chain.find((one) => one instanceof SignInRefused);
  if (own) return own;
  const http = chain.find((one) => one instanceof OutgoingHttpError);
  if (http) return new SignInRefused(failures[http.failure], http.message, error);
  const answered = chain.find(
    (one) => one instanceof AuthorizationResponseError || one instanceof ResponseBodyError,
  );
  if (answered) return new SignInRefused(meaningOf(answered), named(answered.error), error);
  const code = chain.map(codeOf).find((one) => one !== undefined);
  return code === undefined
    ? error
    : new SignInRefused(verdictOf(code, chain), saidBy(chain), error);
}

function meaningOf(answered: AuthorizationResponseError | ResponseBodyError): RefusalReason {
  if (answered.error === 'access_denied') return 'cancelled';
  const failed = answered instanceof ResponseBodyError && answered.status >= 500;
  const away = failed || answered.error === 'temporarily_unavailable';
  return away ? 'providerUnavailable' : 'providerRefused';
}

/** RFC 6749 sections 4.1.2.1 and 5.2; what else a provider may have put there is nobody's to read. */
function named(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? `The provider answered ${error}.` : '';
}

/** That of openid-client, or of what it stands on. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && code.startsWith('OAUTH_')) return code;
  return error instanceof ClientError ? '' : undefined;
}

function verdictOf(code: string, chain: readonly unknown[]): RefusalReason {
  const said = saidBy(chain);
  const compared = chain.map(comparedIn).find((name) => name !== undefined) ?? '';
  const reason =
    sayings.find(([pattern]) => pattern.test(said))?.[1] ?? codes[code] ?? comparisons[compared];
  if (reason !== undefined) return reason;
  const failed = chain.some((one) => one instanceof Response && one.status >= 500);
  return failed ? 'providerUnavailable' : 'badAnswer';
}

/** The causes of its errors name what was compared: `{ claim }` of a token, `{ attribute }` of an answer. */
function comparedIn(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const name = 'claim' in cause ? cause.claim : 'attribute' in cause ? cause.attribute : undefined;
  return typeof name === 'string' ? name : undefined;
}

function saidBy(chain: readonly unknown[]): string {
  return chain.flatMap((one) => (one instanceof Error ? [one.message] : [])).join(': ');
}

function causesOf(error: unknown): unknown[] {
  const chain = [error];
  for (let last = error; last instanceof Error && chain.length < 8; chain.push(last)) {
    if (last.cause === undefined) break;
    last = last.cause;
  }
  return chain;
}
