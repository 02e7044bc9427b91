import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Sleep } from '#shared/kernel/retry.ts';
import type { SecretBox } from '#shared/kernel/secret-box.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';
import type { Interactions } from '#shared/sessions/interactions.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';
import type { ConnectionStore } from '#shared/sign-in/connection-store.ts';
import type { RealmPorts } from '#shared/sign-in/domains/realm-of.ts';
import type { ArrivalPorts } from '#shared/sign-in/jit/arrival.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import type { SignInAttemptStore } from '#shared/sign-in/sign-in-attempt.ts';
import type { SignalStore } from '#shared/sign-in/signal-store.ts';
import type { RateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

/** What signing in stands on; one for the life of a process. */
export interface SignInPorts extends RelyingPartyPorts {
  readonly tenancy: Pick<TenancyStore, 'tenant' | 'directory'>;
  readonly connections: Pick<
    ConnectionStore,
    'connection' | 'connections' | 'keepLastClaims' | 'lastClaims'
  >;
  readonly secretBox: SecretBox;
  readonly attempts: SignInAttemptStore;
  readonly interactions: Interactions;
  readonly sessions: SessionStore;
  readonly signals: SignalStore;
  readonly apps: Pick<AppStore, 'apps'>;
  readonly arrivals: ArrivalPorts;
  readonly domains: RealmPorts['domains'];
  readonly rateLimiter: Pick<RateLimiter, 'admit'>;
  /** Commits a record that goes with no change of anything. */
  readonly tell: (record: OutboxRecord) => Promise<void>;
  /** Never rejects. */
  readonly noteActivity: (scope: Scope, userId: string, kind: 'sign-in') => Promise<void>;
  readonly newId: NewId;
  readonly sleep: Sleep;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}
