import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';
import type { GrantLog } from '#shared/sessions/grant-log.ts';
import type { ReceiptItem } from '#shared/sessions/receipt.ts';
import type { ReceiptStore } from '#shared/sessions/receipt-store.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';
import type { SigningKeys } from '#shared/sessions/token-signer.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

/** Those beside apps who are told of an event by themselves. */
export interface Downstream {
  /** What became of an event by now, for each of those who wanted it. */
  told(tenantId: string, event: { id: string; type: string }): Promise<ReceiptItem[]>;
}

/** What the end of access stands on; one for the life of a process. */
export interface OffboardingPorts {
  readonly identity: Pick<IdentityStore, 'resource' | 'memberOf'>;
  readonly sessions: Pick<SessionStore, 'session' | 'sessionsOf'>;
  readonly grants: GrantLog;
  readonly apps: Pick<AppStore, 'app'>;
  readonly receipts: ReceiptStore;
  readonly downstream: Downstream;
  readonly tenancy: Pick<TenancyStore, 'directories'>;
  readonly signingKeys: SigningKeys;
  readonly outgoingHttp: OutgoingHttp;
  readonly clock: Clock;
  readonly newId: NewId;
}
