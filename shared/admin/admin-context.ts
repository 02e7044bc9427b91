import type { FeedPorts } from '#shared/events/read-feed.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Call, Route } from '#shared/kernel/http/route.ts';
import type { Sleep } from '#shared/kernel/retry.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { BrakeStore } from '#shared/lifecycle/brake-store.ts';
import type { PlannedStore } from '#shared/lifecycle/fire-planned.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import type { LifecycleRuleStore } from '#shared/lifecycle/rules/rule-store.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';
import type { ReceiptStore } from '#shared/sessions/receipt-store.ts';
import type { RoleRuleStore } from '#shared/sessions/roles/role-rule-store.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';
import type { ConnectionStore } from '#shared/sign-in/connection-store.ts';
import type { DomainStore, LookUpTxt } from '#shared/sign-in/domains/domain-store.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import type { ClientStore } from '#shared/tenancy/client-store.ts';
import type { DeclarationStore } from '#shared/tenancy/declaration-store.ts';
import type { RateLimitStore } from '#shared/tenancy/rate-limit.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';
import type { EndpointPorts } from '#shared/webhooks/create-endpoint.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/** What managing webhooks stands on; its clock is that of deliveries. */
export interface WebhookPorts extends EndpointPorts, QueueingPorts {
  /** Whether http, any port and private addresses may be sent to: on one's own machine alone. */
  readonly localTargets: boolean;
}

/** What the admin API stands on; one for the life of a process. */
export interface AdminPorts {
  readonly tenancy: TenancyStore & ClientStore & RateLimitStore;
  readonly identity: IdentityStore;
  readonly declarations: DeclarationStore;
  readonly brakes: BrakeStore;
  readonly rules: LifecycleRuleStore;
  readonly roles: RoleRuleStore;
  readonly sessions: SessionStore;
  readonly connections: ConnectionStore;
  /** Speaks with identity providers. */
  readonly relyingParty: Pick<RelyingPartyPorts, 'metadata' | 'keys'>;
  readonly domains: DomainStore;
  readonly lookUpTxt: LookUpTxt;
  readonly userTypes: UserTypes;
  readonly apps: AppStore;
  readonly receipts: Pick<ReceiptStore, 'receiptsOf'>;
  readonly lifecycle: LifecyclePorts;
  readonly planned: PlannedStore;
  /** Whether a request may say what time it is: on one's own machine alone. */
  readonly settableClock: boolean;
  readonly feed: FeedPorts;
  readonly webhooks: WebhookPorts;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sleep: Sleep;
  readonly random: () => number;
}

export interface AdminContext extends AdminPorts {
  /** Where identity providers reach this deployment. */
  readonly scimBaseUrl: string;
  /** What all URLs of this deployment begin with; no slash at its end. */
  readonly rootUrl: string;
  readonly requestId: string;
}

export type AdminRoute = Route<AdminContext>;
export type AdminCall = Call<AdminContext>;
