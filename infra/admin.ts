import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { AdminEnvironment } from '#functions/admin/config.ts';
import type { HttpApi } from '#infra/http-api.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';
import type { Webhooks } from '#infra/webhooks.ts';

export interface AdminProps {
  api: HttpApi;
  table: RollcallTable;
  webhooks: Webhooks;
}

/** Tenants, directories, tokens and webhooks, for whoever has `execute-api:Invoke` in the account. */
export class Admin extends Construct {
  constructor(scope: Construct, id: string, { api, table, webhooks }: AdminProps) {
    super(scope, id);
    const admin = new RollcallFunction<AdminEnvironment>(this, 'Function', {
      name: 'admin',
      description: 'Tenants, directories and tokens',
      environment: {
        TABLE_NAME: table.tableName,
        SECRETS_KEY_ARN: webhooks.secretsKeyArn,
        ...webhooks.environment,
      },
      timeout: Duration.seconds(29),
      memorySize: 512,
    });
    table.grantItems(admin);
    webhooks.grantQueueing(admin);
    webhooks.grantSealing(admin);
    webhooks.grantLastClaims(admin);
    api.addRoutes('Admin', {
      paths: ['/admin/v1/{proxy+}'],
      handler: admin.lambda,
    });
    new CfnOutput(this, 'BaseUrl', { value: `${api.endpoint}/admin/v1` }).overrideLogicalId(
      'AdminBaseUrl',
    );
  }
}
