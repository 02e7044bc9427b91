import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createArtefactStore } from '#functions/adapters/dynamodb/artefact-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createGrantLog } from '#functions/adapters/dynamodb/grant-log.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createActivityStore } from '#functions/adapters/dynamodb/lifecycle-activity.ts';
import { createRevocationStore } from '#functions/adapters/dynamodb/revocation-store.ts';
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
import { mandateFor } from '#shared/identity/ports.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { createActivityNoter } from '#shared/lifecycle/activity.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';

const config = readOidcProviderConfig();
const { clock } = system;
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const sessions = createSessionStore(table);
const identity = createIdentityStore(table, clock);
const tenancy = createTenancyStore(table);

/** People sign themselves out. */
const by = (id: string, requestId: string) =>
  ({ actor: { type: 'user', id }, cause: 'sign-out', requestId }) as const;

export const handler = httpHandler(
  createOidcProvider({
    clock,
    tenancy,
    rateLimiter: createRateLimiter({ store: tenancy, clock }),
    apps: createAppStore(table),
    artefacts: createArtefactStore(table, clock),
    grants: createGrantLog(table),
    revocations: createRevocationStore(table),
    sessions,
    identity,
    roles: {
      rules: createRoleRuleStore(table),
      userTypes: createUserTypes(createDeclarationStore(table)),
    },
    signingKeys: createSigningKeys(awsOptions(config, 'KMS'), config.SIGNING_KEY_ARNS.split(',')),
    noteActivity: createActivityNoter(createActivityStore(table), clock),
    signOut: async (name, requestId) => {
      await endSession({ ...system, sessions }, name, by(name.userId, requestId));
    },
    signOutEverywhere: async ({ scope, userId }, requestId) => {
      const mandate = mandateFor(scope, by(userId, requestId));
      await signOutEverywhere({ ...system, store: identity }, mandate, userId);
    },
    report: (error, requestId) => logError('A provider request failed.', error, { requestId }),
  }),
);
