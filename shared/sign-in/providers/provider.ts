import type { FetchJsonOptions } from '#shared/kernel/http/fetch-json.ts';
import type { JsonObject, JsonValue } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';

/** Who the claims are about. */
export interface Person {
  /** Where the provider's own is not the one that tells people apart. */
  readonly issuer?: string;
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
}

/** Reads what the provider's API has at a URL, with what the person allowed. */
export type ReadApi = (url: string, headers?: FetchJsonOptions['headers']) => Promise<JsonValue>;

export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly user: string;
  readonly emails?: string | undefined;
}

interface AnyProvider {
  /** What a connection of this kind is, unless it says otherwise. */
  readonly defaults: Partial<Pick<Connection, 'issuer' | 'scopes' | 'clientAuthentication'>>;
  /** How the browser comes back; by a redirect with a query, unless it says so. */
  readonly responseMode?: 'form_post';
  /** Whether it has people authenticate again when it is asked to (`prompt=login`). */
  readonly reauthenticates?: boolean;
  /** More parameters of the authorization request. */
  readonly parameters?: (connection: Connection) => Readonly<Record<string, string>>;
  /** @throws SignInRefused when the connection does not admit them. */
  readonly personOf: (claims: JsonObject, connection: Connection) => Person;
}

/** Who speaks OpenID Connect: an ID token says who it is. */
export interface OidcProvider extends AnyProvider {
  readonly protocol: 'oidc';
  /** Where its metadata is discovered; the issuer, unless it says otherwise. */
  readonly discoveredAt?: (connection: Connection) => string;
  /** What it tells in the browser's response beside the code, unsigned: names at most. */
  readonly claimsBeside?: (parameters: ReadonlyMap<string, string>) => JsonObject;
}

/** Who speaks OAuth 2 alone: its API says who it is that has just allowed us to ask. */
export interface OAuthProvider extends AnyProvider {
  readonly protocol: 'oauth2';
  readonly endpoints: Endpoints;
  /** Claims by the names of OpenID Connect, `sub` and `email_verified` among them. */
  readonly claimsFrom: (read: ReadApi, access: ApiAccess) => Promise<JsonObject>;
}

export interface ApiAccess {
  readonly endpoints: Endpoints;
  readonly accessToken: string;
  readonly clientSecret: string;
}

export type Provider = OidcProvider | OAuthProvider;
