import type { ArtefactStore } from '#functions/adapters/dynamodb/artefact-store.ts';
import type { NoteActivity } from '#shared/lifecycle/activity.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';
import type { GrantLog } from '#shared/sessions/grant-log.ts';
import type { RevocationStore } from '#shared/sessions/revocations.ts';
import type { RolePorts } from '#shared/sessions/roles/roles-of.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';
import type { StandingPorts } from '#shared/sessions/standing-session.ts';
import type { SigningKeys } from '#shared/sessions/token-signer.ts';
import type { RateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

/** What the OpenID provider stands on; one for the life of a process. */
export interface ProviderPorts extends StandingPorts {
  readonly tenancy: Pick<TenancyStore, 'tenant'>;
  readonly apps: Pick<AppStore, 'app'>;
  readonly artefacts: ArtefactStore;
  readonly grants: Pick<GrantLog, 'note'>;
  readonly revocations: RevocationStore;
  readonly sessions: Pick<SessionStore, 'session' | 'sessionsOf'>;
  readonly identity: StandingPorts['identity'] & RolePorts['identity'];
  readonly roles: Pick<RolePorts, 'rules' | 'userTypes'>;
  readonly signingKeys: SigningKeys;
  readonly rateLimiter: Pick<RateLimiter, 'admit'>;
  readonly noteActivity: NoteActivity;
  /** Ends a session for the person who asks for it, and tells of it. */
  readonly signOut: (name: SessionName, requestId: string) => Promise<void>;
  /** Ends everything of a person who asks for it, and tells of it. */
  readonly signOutEverywhere: (
    person: Pick<SessionName, 'scope' | 'userId'>,
    requestId: string,
  ) => Promise<void>;
  /** Takes what nobody foresaw to where it is seen. */
  readonly report: (error: unknown, requestId: string) => void;
}

/** The ports of one tenant's provider. */
export interface TenantPorts extends ProviderPorts {
  readonly tenantId: string;
}
