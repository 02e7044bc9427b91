/** A request of an app to sign somebody in, while it waits for a person. */
export interface Interaction {
  readonly tenantId: string;
  readonly uid: string;
  readonly clientId: string;
  /** Absent when the app was deleted meanwhile. */
  readonly appName?: string;
  /** `login_hint` (OpenID Connect Core section 3.1.2.1): what the person may have typed at the app. */
  readonly loginHint?: string;
  readonly acrValues?: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
  readonly uiLocales?: readonly string[];
  /** What is asked for, and why; `login` unless an app asks for more. */
  readonly prompt: { readonly name: string; readonly reasons: readonly string[] };
  /** Values of the parameters that help to choose a connection, see {@link hintParameters}. */
  readonly hints: Readonly<Partial<Record<HintParameter, string>>>;
  /** The account id of the session that the browser has already, when there is one. */
  readonly accountId?: string;
  /** Path, from the root of the deployment, where the browser goes on once this is concluded or refused. */
  readonly returnTo: string;
  /** What the browser that began it has, and no other: a cookie of the interaction's own path. */
  readonly cookie: { readonly name: string; readonly value: string };
}

/** Parameters of authorization requests, beyond those of OpenID Connect, that name a connection or a domain. */
export const hintParameters = ['connection', 'domain_hint'] as const;
export type HintParameter = (typeof hintParameters)[number];

export interface SignedIn {
  /** See accountIdOf; of a session that was begun. */
  readonly accountId: string;
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** Seconds: when the person was authenticated. */
  readonly authTime: number;
  /** SHA-256 of what only the browser has that they signed in by; no other goes on with it. */
  readonly browserHash: string;
}

/** An error response (OpenID Connect Core section 3.1.2.6), such as `access_denied`. */
export interface SignInError {
  readonly error: string;
  readonly description: string;
}

/**
 * Times that a browser is sent to an identity provider for one request of an app: whoever mistakes the account or the
 * provider tries twice or thrice, and each time leaves a row.
 */
export const MAX_WAYS_OUT = 20;

/** Where the provider and the sign-in meet. An interaction is concluded or refused once; it lives for an hour. */
export interface Interactions {
  interaction(tenantId: string, uid: string): Promise<Interaction | undefined>;
  /** @throws DomainError `conflict` when it is over, or was concluded or refused before. */
  conclude(tenantId: string, uid: string, signedIn: SignedIn): Promise<void>;
  /** Counts one more way to an identity provider from it. @returns false when there were {@link MAX_WAYS_OUT}. */
  countWayOut(tenantId: string, uid: string): Promise<boolean>;
  /** Sends the browser back to the app with an error. @throws as {@link conclude}. */
  refuse(tenantId: string, uid: string, error: SignInError): Promise<void>;
}
