import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createConnectionStore } from '#functions/adapters/dynamodb/connection-store.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createDomainStore } from '#functions/adapters/dynamodb/domain-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createInteractions } from '#functions/adapters/dynamodb/interactions.ts';
import { createActivityStore } from '#functions/adapters/dynamodb/lifecycle-activity.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createSignInAttemptStore } from '#functions/adapters/dynamodb/sign-in-attempt-store.ts';
import { createSignalStore } from '#functions/adapters/dynamodb/signal-store.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createUserTypeOf } from '#shared/identity/conditions/user-types.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import type { SecretBox } from '#shared/kernel/secret-box.ts';
import { createActivityNoter } from '#shared/lifecycle/activity.ts';
import { verifiedDomains } from '#shared/sign-in/domains/verified-domains.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { createProviderKeys } from '#shared/sign-in/relying-party/provider-keys.ts';
import { createProviderMetadata } from '#shared/sign-in/relying-party/provider-metadata.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';

type Process = Pick<SignInPorts, 'clock' | 'newId' | 'sleep' | 'random'>;

export interface SignInSurroundings extends Process {
  readonly table: Table;
  readonly http: OutgoingHttp;
  readonly secretBox: SecretBox;
  /** Whether providers may be on this machine, over http. */
  readonly local: boolean;
}

/** What signing in stands on, on the single table. */
export function signInPorts({ table, ...surroundings }: SignInSurroundings): SignInPorts {
  const { clock, newId, sleep, random, http } = surroundings;
  const tenancy = createTenancyStore(table);
  const apps = createAppStore(table);
  const domains = createDomainStore(table);
  const store = createIdentityStore(table, clock);
  return {
    ...surroundings,
    tenancy,
    apps,
    domains,
    connections: createConnectionStore(table),
    attempts: createSignInAttemptStore(table),
    interactions: createInteractions(table, apps, clock),
    sessions: createSessionStore(table),
    signals: createSignalStore(table, clock),
    arrivals: {
      identity: { store, clock, newId, sleep, random },
      userTypeOf: createUserTypeOf(createDeclarationStore(table)),
      verifiedDomains: async (tenantId) => [...(await verifiedDomains(domains, tenantId))],
    },
    rateLimiter: createRateLimiter({ store: tenancy, clock }),
    metadata: createProviderMetadata(http, clock),
    keys: createProviderKeys(http, clock),
    noteActivity: createActivityNoter(createActivityStore(table), clock),
    tell: (record) =>
      table.put(outboxItem(sharedScope(record.tenant), record), 'attribute_not_exists(pk)'),
  };
}
