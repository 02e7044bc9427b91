import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SignInEnvironment } from '#functions/sign-in/config.ts';
import type { HttpApi } from '#infra/http-api.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface SignInProps {
  api: HttpApi;
  table: RollcallTable;
  secretsKey: IKey;
}

/** What people see who sign in, and the way to their identity provider and back. */
export class SignIn extends Construct {
  constructor(scope: Construct, id: string, { api, table, secretsKey }: SignInProps) {
    super(scope, id);
    const signIn = new RollcallFunction<SignInEnvironment>(this, 'Function', {
      name: 'sign-in',
      description: 'Sign-in by the identity providers of tenants',
      environment: { TABLE_NAME: table.tableName, SECRETS_KEY_ARN: secretsKey.keyArn },
      timeout: Duration.seconds(29),
      // Signatures are verified, and people wait.
      memorySize: 1_024,
    });
    table.grantItems(signIn);
    for (const statement of secretsOfConnections(secretsKey)) {
      signIn.grantPrincipal.addToPrincipalPolicy(statement);
    }
    api.addRoutes('SignIn', {
      paths: ['/sign-in/{tenant}/{proxy+}'],
      handler: signIn.lambda,
      openBecause: 'Whoever comes here is about to say who they are.',
      // Anybody may knock here: they are not to take the room of directories and apps.
      throttle: { rateLimit: 500, burstLimit: 1_000 },
    });
  }
}

/** To show who the client is, and to put away what a provider said last; nothing that was sealed for anybody else. */
function secretsOfConnections({ keyArn }: IKey): PolicyStatement[] {
  const only = (action: string, context: string) =>
    new PolicyStatement({
      actions: [action],
      resources: [keyArn],
      conditions: { Null: { [`kms:EncryptionContext:${context}`]: 'false' } },
    });
  return [only('kms:Decrypt', 'connection'), only('kms:Encrypt', 'claims')];
}
