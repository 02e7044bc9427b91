import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalInConstantTime, hashSecret, newSecret } from '#shared/kernel/secret.ts';

/** Whether it can keep a secret (RFC 6749 section 2.1). */
export type AppType = 'confidential' | 'public';

/** RFC 9068, which APIs check by themselves, or a text that means something to us alone. */
export type AccessTokenFormat = 'jwt' | 'opaque';

/** A customer's application that signs people in through Rollcall: an OpenID Connect client of its tenant. */
export interface App {
  /** Its client id. */
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly type: AppType;
  /** None of a public app. */
  readonly secrets: readonly AppSecret[];
  /** Compared character by character. */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Where it hears of ended sessions (OpenID Connect Back-Channel Logout). */
  readonly backchannelLogoutUri?: string;
  readonly backchannelLogoutSessionRequired: boolean;
  /** Where a sign-in that begins elsewhere is handed over (OpenID Connect Core section 4). */
  readonly initiateLoginUri?: string;
  /** Where such a sign-in may end. */
  readonly targetLinkUris: readonly string[];
  /** All that it may ask for. */
  readonly scopes: readonly string[];
  readonly accessTokenFormat: AccessTokenFormat;
  /** The `aud` of its access tokens: a URI that stands for its API. */
  readonly audience: string;
  /** Days after which a refresh token that nobody uses is over; the session's end ends it in any case. */
  readonly refreshDays: number;
  readonly createdAt: string;
  /** +1 for each change. */
  readonly version: number;
}

/** A secret as it is kept: its SHA-256. */
export interface AppSecret {
  readonly id: string;
  readonly hash: string;
  readonly createdAt: string;
  /** Once there is a newer one. */
  readonly expiresAt?: string;
}

export const MAX_APPS = 100;
/** Redirect URIs, or others of a kind, of one app. */
export const MAX_URIS = 20;
export const MAX_SCOPES = 50;
export const MAX_REFRESH_DAYS = 90;
/** What an app may ask for unless somebody says otherwise. */
export const standardScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

/** A new secret for its holder, who sees it this once, and the hash to keep. */
export async function mintAppSecret(): Promise<{ clientSecret: string; hash: string }> {
  const clientSecret = `rollcall-app-${newSecret()}`;
  return { clientSecret, hash: await hashSecret(clientSecret) };
}

/** Those that are good at a moment (milliseconds), the oldest first. */
export function liveAppSecrets({ secrets }: App, now: number): AppSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > now);
}

/** Compares with each of the live secrets, in a time that does not tell which. */
export async function isAppSecret(app: App, secret: string, now: number): Promise<boolean> {
  const hash = await hashSecret(secret);
  const equal = liveAppSecrets(app, now).map((known) => equalInConstantTime(known.hash, hash));
  return equal.includes(true);
}

/**
 * The app with a newer secret, beside which the last one is good for as long as it takes to replace it.
 *
 * @param until When the last one is over, ISO 8601.
 * @throws DomainError `conflict` for a public app, or while the last rotation is not over.
 */
export function withNewSecret(app: App, secret: AppSecret, until: string, now: number): App {
  if (app.type === 'public') {
    throw new DomainError('conflict', 'A public app has no secret: PKCE stands in its place.');
  }
  const live = liveAppSecrets(app, now);
  if (live.length > 1) {
    const end = live.find(({ expiresAt }) => expiresAt !== undefined)?.expiresAt;
    const detail = `The secret before the last is good until ${end}. Rotate again after that, or with an overlap of 0 hours now.`;
    if (Date.parse(until) > now) throw new DomainError('conflict', detail);
  }
  const last = live.filter(({ expiresAt }) => expiresAt === undefined);
  const kept = Date.parse(until) > now ? last.map((one) => ({ ...one, expiresAt: until })) : [];
  return { ...app, secrets: [...kept, secret] };
}
