import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createSecretBox } from '#functions/adapters/kms/secret-box.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { logError } from '#functions/runtime/log.ts';
import { system } from '#functions/runtime/system.ts';
import { readSignInConfig } from '#functions/sign-in/config.ts';
import { signInPorts } from '#functions/sign-in/sign-in-ports.ts';
import { createSignIn } from '#shared/sign-in/web/create-sign-in.ts';

const config = readSignInConfig();
const local = config.OUTGOING_HTTP === 'local';

export const handler = httpHandler(
  createSignIn({
    ...signInPorts({
      ...system,
      table: createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME),
      secretBox: createSecretBox(awsOptions(config, 'KMS'), config.SECRETS_KEY_ARN, system.clock),
      http: createOutgoingHttp({ local }),
      local,
    }),
    report: (error, requestId) => logError('A sign-in failed.', error, { requestId }),
  }),
);
