import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createGrantLog } from '#functions/adapters/dynamodb/grant-log.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createReceiptStore } from '#functions/adapters/dynamodb/receipt-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { createSigningKeys } from '#functions/adapters/kms/signing-keys.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { createSqs } from '#functions/adapters/sqs/client.ts';
import { readOffboardingConfig } from '#functions/offboarding/config.ts';
import { downstreamWebhooks } from '#functions/offboarding/downstream-webhooks.ts';
import { offboarding } from '#functions/offboarding/offboarding.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readOffboardingConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const sqs = createSqs(awsOptions(config, 'SQS'));

export const handler = offboarding(
  {
    ...system,
    identity: createIdentityStore(table, system.clock),
    sessions: createSessionStore(table),
    grants: createGrantLog(table),
    apps: createAppStore(table),
    receipts: createReceiptStore(table),
    downstream: downstreamWebhooks(createWebhookStore(table)),
    tenancy: createTenancyStore(table),
    signingKeys: createSigningKeys(awsOptions(config, 'KMS'), config.SIGNING_KEY_ARNS.split(',')),
    outgoingHttp: createOutgoingHttp({ local: config.OUTGOING_HTTP === 'local' }),
  },
  async (MessageBody, DelaySeconds) => {
    const message = { QueueUrl: config.OFFBOARDING_QUEUE_URL, MessageBody, DelaySeconds };
    await sqs.send(new SendMessageCommand(message));
  },
);
