import type { App } from '#shared/sessions/app.ts';
import type { Connection } from '#shared/sign-in/connection.ts';

interface Initiation {
  /** What Rollcall calls itself towards the tenant's apps. */
  readonly ownIssuer: string;
  readonly connections: readonly Connection[];
  readonly apps: readonly App[];
  /** `iss`, `login_hint`, `target_link_uri` (OpenID Connect Core section 4). */
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_HINT = 254;

/**
 * Where a sign-in goes that began at an identity provider: to the app that the target is registered for, or the only
 * one there is, which then asks for a sign-in as it always does. Undefined when no connection is of that issuer, or
 * no app of that target: the address is always one that the tenant registered.
 */
export function initiatedUrl(initiation: Initiation): string | undefined {
  const { ownIssuer, connections, apps, parameters } = initiation;
  const issuer = parameters.get('iss');
  if (!connections.some((known) => known.enabled && issuersOf(known).includes(issuer ?? ''))) {
    return undefined;
  }
  const target = parameters.get('target_link_uri');
  const app = appFor(apps, target);
  const start = app?.initiateLoginUri;
  if (start === undefined) return app && target;
  const url = new URL(start);
  const hint = parameters.get('login_hint');
  url.searchParams.set('iss', ownIssuer);
  if (hint !== undefined) url.searchParams.set('login_hint', hint.slice(0, MAX_HINT));
  if (target !== undefined) url.searchParams.set('target_link_uri', target);
  return url.href;
}

/** The one that the target is of; without a target, the only one that can be started. */
function appFor(apps: readonly App[], target: string | undefined): App | undefined {
  if (target !== undefined)
    return apps.find(({ targetLinkUris }) => targetLinkUris.includes(target));
  const [app, ...others] = apps.filter(({ initiateLoginUri }) => initiateLoginUri !== undefined);
  return others.length === 0 ? app : undefined;
}

function issuersOf({ issuer, allowedTenants = [] }: Connection): readonly string[] {
  return [issuer, ...allowedTenants.map((tenant) => issuer.replace('{tenantid}', tenant))];
}
