import { Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Admin } from '#infra/admin.ts';
import { Canary } from '#infra/canary.ts';
import { DomainCheck } from '#infra/domain-check.ts';
import { HttpApi } from '#infra/http-api.ts';
import { Lifecycle } from '#infra/lifecycle.ts';
import { LifecycleRules } from '#infra/lifecycle-rules.ts';
import { Offboarding } from '#infra/offboarding.ts';
import { OidcProvider } from '#infra/oidc-provider.ts';
import { Reconciler } from '#infra/reconciler.ts';
import { Relay } from '#infra/relay.ts';
import { RollForward } from '#infra/roll-forward.ts';
import { ScimApi } from '#infra/scim-api.ts';
import { ScimAsync } from '#infra/scim-async.ts';
import { SignIn } from '#infra/sign-in.ts';
import type { SigningKeys } from '#infra/signing-keys.ts';
import type { RollcallTable } from '#infra/table.ts';
import { TokenEndpoint } from '#infra/token-endpoint.ts';
import { Webhooks } from '#infra/webhooks.ts';

export interface StatelessStackProps {
  table: RollcallTable;
  bus: EventBus;
  secretsKey: IKey;
  signingKeys: SigningKeys;
}

/** Everything that computes; it may be deleted and deployed again without loss. */
export class StatelessStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { table, bus, secretsKey, signingKeys }: StatelessStackProps,
  ) {
    super(scope, id, { description: 'Rollcall: API, relay and schedules' });
    const api = new HttpApi(this, 'HttpApi');
    const scimAsync = new ScimAsync(this, 'ScimAsync', { table });
    new ScimApi(this, 'ScimApi', { api, table, scimAsync });
    new TokenEndpoint(this, 'TokenEndpoint', { api, table });
    new OidcProvider(this, 'OidcProvider', { api, table, signingKeys });
    const webhooks = new Webhooks(this, 'Webhooks', { table, bus, secretsKey });
    new Offboarding(this, 'Offboarding', { table, bus, signingKeys });
    new Admin(this, 'Admin', { api, table, webhooks });
    new SignIn(this, 'SignIn', { api, table, secretsKey });
    new Relay(this, 'Relay', { table, bus });
    new Reconciler(this, 'Reconciler', { table, bus });
    new Canary(this, 'Canary', { table, bus });
    new RollForward(this, 'RollForward', { table });
    new DomainCheck(this, 'DomainCheck', { table });
    new Lifecycle(this, 'Lifecycle', { table });
    new LifecycleRules(this, 'LifecycleRules', { table, bus, webhooks });
  }
}
