import type { ProviderPorts } from '#functions/oidc-provider/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { html } from '#shared/kernel/http/html.ts';
import { pageResponse } from '#shared/kernel/http/page.ts';
import { takeRoom } from '#shared/tenancy/tenant-room.ts';

/** As oidc-provider's routes have it. */
const AUTHORIZATION = /^\/auth\/?$/i;

/**
 * Holds back sign-ins that begin in masses: each leaves a row for an hour, and anybody may begin one. What asks for no
 * page (`prompt=none`) leaves none for a stranger.
 *
 * @returns the page for whoever has to wait; undefined for everybody else.
 */
export async function requireRoom(
  { rateLimiter }: Pick<ProviderPorts, 'rateLimiter'>,
  tenantId: string,
  { path, method }: { readonly path: string; readonly method: string },
  { searchParams }: URL,
  requestId: string,
): Promise<Response | undefined> {
  const isSilent = method === 'GET' && searchParams.get('prompt') === 'none';
  if (isSilent || !AUTHORIZATION.test(path)) return undefined;
  try {
    await takeRoom(rateLimiter, tenantId, 'authorization');
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'rateLimited') throw error;
    const page = pageResponse({
      status: 429,
      title: 'You are not signed in',
      content: html`<p>Too many people are signing in at once. Wait a minute, then go back to the application and try again.</p>
<p><small>Request ${requestId}</small></p>`,
    });
    page.headers.set('retry-after', String(error.retryAfter ?? 1));
    return page;
  }
}
