import { isoTime } from '#shared/kernel/clock.ts';
import { OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { LOGOUT_TOKEN_TYPE, logoutClaims } from '#shared/sessions/logout-token.ts';
import type { OffboardingPorts } from '#shared/sessions/offboarding-ports.ts';
import type { Receipt, ReceiptItem } from '#shared/sessions/receipt.ts';
import { signJws } from '#shared/sessions/sign-jws.ts';

/** Milliseconds that an app may take to answer. */
const TIMEOUT = 10_000;

/**
 * Sends an app the logout token of one session (OpenID Connect Back-Channel Logout 1.0 section 2.5), and gives the
 * item as it is after that. Who repeats an attempt that nobody noted sends the same `jti` again.
 */
export async function tellApp(
  ports: OffboardingPorts,
  { id, tenant, user }: Receipt,
  item: ReceiptItem,
): Promise<ReceiptItem> {
  const app = await ports.apps.app(tenant, item.id);
  const attempts = (item.attempts ?? 0) + 1;
  const at = isoTime(ports.clock.now());
  const uri = app?.backchannelLogoutUri;
  if (uri === undefined) {
    return { ...item, state: 'failed', at, reason: 'The app was deleted, or wants none any more.' };
  }
  const notice = {
    issuer: item.issuer ?? '',
    audience: item.id,
    subject: user,
    sessionId: item.session ?? '',
    id: `${id}.${item.session}.${item.id}.${attempts}`,
  };
  const claims = JSON.stringify(logoutClaims(notice, ports.clock.now()));
  const token = await signJws(ports.signingKeys, LOGOUT_TOKEN_TYPE, claims);
  const problem = await problemOf(ports, uri, token);
  if (problem !== undefined) return { ...item, attempts, reason: problem };
  const { reason: _, ...told } = item;
  return { ...told, state: 'acknowledged', at: isoTime(ports.clock.now()), attempts };
}

async function problemOf(
  { outgoingHttp }: OffboardingPorts,
  uri: string,
  token: string,
): Promise<string | undefined> {
  try {
    const { status } = await outgoingHttp(uri, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
      timeout: TIMEOUT,
      longBody: 'truncate',
    });
    // 204 too: many answer so, and section 2.8 tells apps to expect that.
    return status === 200 || status === 204 ? undefined : `It answered ${status}.`;
  } catch (error) {
    if (error instanceof OutgoingHttpError) return error.message;
    throw error;
  }
}
