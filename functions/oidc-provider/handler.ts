import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createArtefactStore } from '#functions/adapters/dynamodb/artefact-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createRoleRuleStore } from '#functions/adapters/dynamodb/role-rule-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createSigningKeys } from '#functions/adapters/kms/signing-keys.ts';
import { readOidcProviderConfig } from '#functions/oidc-provider/config.ts';
import { createOidcProvider } from '#functions/oidc-provider/create-oidc-provider.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { logError } from '#functions/runtime/log.ts';
import { system } from '#functions/runtime/system.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { retry } from '#shared/kernel/retry.ts';

const config = readOidcProviderConfig();
const { clock } = system;
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const sessions = createSessionStore(table);

export const handler = httpHandler(
  createOidcProvider({
    clock,
    tenancy: createTenancyStore(table),
    apps: createAppStore(table),
    artefacts: createArtefactStore(table, clock),
    sessions,
    identity: createIdentityStore(table, clock),
    roles: {
      rules: createRoleRuleStore(table),
      userTypes: createUserTypes(createDeclarationStore(table)),
    },
    signingKeys: createSigningKeys(awsOptions(config, 'KMS'), config.SIGNING_KEY_ARNS.split(',')),
    signOut: async (name) => {
      await retry({ policy: contention, ...system }, isLostRace, () =>
        sessions.end(name, clock.now()),
      );
    },
    report: (error, requestId) => logError('A provider request failed.', error, { requestId }),
  }),
);
