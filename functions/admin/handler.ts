import { createLookUpTxt } from '#functions/adapters/dns/look-up-txt.ts';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createBrakeStore } from '#functions/adapters/dynamodb/brake-store.ts';
import { createConnectionStore } from '#functions/adapters/dynamodb/connection-store.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createDomainStore } from '#functions/adapters/dynamodb/domain-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { lifecyclePorts } from '#functions/adapters/dynamodb/lifecycle-ports.ts';
import { createLifecycleRuleStore } from '#functions/adapters/dynamodb/lifecycle-rule-store.ts';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createPlannedStore } from '#functions/adapters/dynamodb/planned-store.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReceiptStore } from '#functions/adapters/dynamodb/receipt-store.ts';
import { createRoleRuleStore } from '#functions/adapters/dynamodb/role-rule-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createSecretBox } from '#functions/adapters/kms/secret-box.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { queueingPorts } from '#functions/adapters/sqs/queueing-ports.ts';
import { readAdminConfig } from '#functions/admin/config.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { logError } from '#functions/runtime/log.ts';
import { system } from '#functions/runtime/system.ts';
import { createAdminApi } from '#shared/admin/create-admin-api.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import { createProviderKeys } from '#shared/sign-in/relying-party/provider-keys.ts';
import { createProviderMetadata } from '#shared/sign-in/relying-party/provider-metadata.ts';

const config = readAdminConfig();
const { table, ...queueing } = queueingPorts(config);
const declarations = createDeclarationStore(table);
const http = createOutgoingHttp({ local: config.OUTGOING_HTTP === 'local' });
const secretBox = createSecretBox(awsOptions(config, 'KMS'), config.SECRETS_KEY_ARN, system.clock);

export const handler = httpHandler(
  createAdminApi({
    ...system,
    tenancy: createTenancyStore(table),
    identity: createIdentityStore(table, system.clock),
    declarations,
    brakes: createBrakeStore(table),
    rules: createLifecycleRuleStore(table),
    roles: createRoleRuleStore(table),
    sessions: createSessionStore(table),
    connections: createConnectionStore(table),
    relyingParty: {
      metadata: createProviderMetadata(http, system.clock),
      keys: createProviderKeys(http, system.clock),
    },
    domains: createDomainStore(table),
    lookUpTxt: createLookUpTxt(),
    userTypes: createUserTypes(declarations),
    apps: createAppStore(table),
    receipts: createReceiptStore(table),
    lifecycle: lifecyclePorts(table, system),
    planned: createPlannedStore(table),
    settableClock: config.ROLLCALL_SETTABLE_CLOCK === 'yes',
    feed: { log: createPublicationLog(table, system), outbox: createOutbox(table) },
    webhooks: {
      ...queueing,
      secretBox,
      newId: system.newId,
      wallClock: system.clock,
      localTargets: config.OUTGOING_HTTP === 'local',
    },
    report: (error, requestId) => logError('An admin request failed.', error, { requestId }),
  }),
);
