import { DomainError } from '#shared/kernel/domain-error.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';
import { logOutByProvider } from '#shared/sign-in/backchannel-logout.ts';
import { revocationRequest, revokeGlobally } from '#shared/sign-in/global-token-revocation.ts';
import { SignalRefused } from '#shared/sign-in/provider-signal.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import { knownConnection } from '#shared/sign-in/web/enabled-connection.ts';
import { responseParameters } from '#shared/sign-in/web/response-parameters.ts';
import type { SignInCall, SignInRoute } from '#shared/sign-in/web/sign-in-context.ts';

/** What identity providers send by themselves, without a browser. */
export const signalRoutes: readonly SignInRoute[] = [
  {
    method: 'POST',
    path: '/{tenant}/backchannel-logout/{connection}',
    handle: (call) => answered(call, 400, backchannelLogout),
  },
  {
    method: 'POST',
    path: '/{tenant}/global-token-revocation/{connection}',
    handle: (call) => answered(call, 401, globalTokenRevocation),
  },
];

/** OpenID Connect Back-Channel Logout 1.0 section 2.5. */
async function backchannelLogout({ context, request, url, params }: SignInCall): Promise<Response> {
  const { tenant = '', connection: id = '' } = params;
  const connection = await knownConnection(context, tenant, id);
  const logoutToken = (await responseParameters(request, url)).get('logout_token');
  if (logoutToken === undefined) throw new SignalRefused('There is no logout_token.');
  const { requestId } = context;
  await logOutByProvider(context, { connection, logoutToken, requestId });
  return new Response(null, { status: 200, headers: NOT_KEPT });
}

async function globalTokenRevocation({
  context,
  request,
  url,
  params,
}: SignInCall): Promise<Response> {
  const { tenant = '', connection: id = '' } = params;
  const connection = await knownConnection(context, tenant, id);
  const [, assertion] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (assertion === undefined) throw new SignalRefused('There is no bearer token.');
  const body = revocationRequest.safeParse(await readJson(request, ['application/json']));
  if (!body.success) {
    const detail = 'sub_id: send a subject identifier of the format iss_sub, email or opaque.';
    throw new DomainError('invalidValue', detail);
  }
  const { requestId, rootUrl } = context;
  const endpoint = `${rootUrl}${url.pathname.slice(url.pathname.indexOf('/sign-in/'))}`;
  const subject = body.data.sub_id;
  await revokeGlobally(context, { connection, assertion, endpoint, subject, requestId });
  return new Response(null, { status: 204, headers: NOT_KEPT });
}

const NOT_KEPT = { 'cache-control': 'no-store' };

/** An answer for a program, whatever happens. @param refused The status where it was not the provider that spoke. */
async function answered(
  call: SignInCall,
  refused: 400 | 401,
  serve: (call: SignInCall) => Promise<Response>,
): Promise<Response> {
  const { report, requestId } = call.context;
  try {
    return await serve(call);
  } catch (error) {
    const foreseen = refusal(error, refused);
    if (foreseen) return foreseen;
    report(error, requestId);
    return problem(503, 'temporarily_unavailable', `Send it again. Request id: ${requestId}`);
  }
}

function refusal(error: unknown, refused: 400 | 401): Response | undefined {
  if (error instanceof SignalRefused) {
    return problem(error.unavailable ? 503 : refused, 'invalid_request', error.message);
  }
  if (error instanceof SignInRefused) {
    if (error.reason === 'tooManyAttempts') return tooMany(error);
    if (error.reason !== 'unknownAddress') return problem(400, 'invalid_request', error.message);
    return problem(404, 'invalid_request', 'There is no such connection.');
  }
  if (!(error instanceof DomainError)) return undefined;
  if (error.code === 'notFound') return problem(404, 'user_not_found', error.message);
  return CLIENTS.includes(error.code) ? problem(400, 'invalid_request', error.message) : undefined;
}

function tooMany({ retryAfter = 1 }: SignInRefused): Response {
  const answer = problem(429, 'temporarily_unavailable', 'Slow down, and send it again.');
  answer.headers.set('retry-after', String(retryAfter));
  return answer;
}

const CLIENTS = ['invalidSyntax', 'invalidValue', 'unsupportedMediaType', 'payloadTooLarge'];

function problem(status: number, error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status, headers: NOT_KEPT });
}
