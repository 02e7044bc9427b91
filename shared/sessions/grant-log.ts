import type { Scope } from '#shared/identity/scope.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';

/** That an app got tokens from a session; as long as it is there, so is what they stand on. */
export interface Granted {
  readonly session: SessionName;
  readonly appId: string;
  /** Of the provider's grant, which all tokens of the app from that session name. */
  readonly grantId: string;
  /** Of the tenant's provider, as the app knows it. */
  readonly issuer: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Which apps have to hear of the end of a session; reads see every earlier write. */
export interface GrantLog {
  /** Doing it twice does it once. @param expiresAt Seconds since the epoch. */
  note(granted: Granted, expiresAt: number): Promise<void>;
  /** What apps got from these sessions of a user, by their ids. */
  grantsOf(scope: Scope, userId: string, sessions: ReadonlySet<string>): Promise<Granted[]>;
  /** Deletes the provider's grant, and then the note of it. */
  drop(granted: Granted): Promise<void>;
}
