import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ScimApiEnvironment } from '#functions/scim-api/config.ts';
import { BrakeAlarm } from '#infra/brake-alarm.ts';
import type { HttpApi } from '#infra/http-api.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { ScimAsync } from '#infra/scim-async.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface ScimApiProps {
  api: HttpApi;
  table: RollcallTable;
  scimAsync: ScimAsync;
}

/** SCIM 2.0 for identity providers. */
export class ScimApi extends Construct {
  constructor(scope: Construct, id: string, { api, table, scimAsync }: ScimApiProps) {
    super(scope, id);
    const scimApi = new RollcallFunction<ScimApiEnvironment>(this, 'Function', {
      name: 'scim-api',
      description: 'SCIM 2.0 (RFC 7644) for identity providers',
      environment: { TABLE_NAME: table.tableName, ASYNC_QUEUE_URL: scimAsync.queueUrl },
      timeout: Duration.seconds(29),
      memorySize: 1024,
    });
    table.grantItems(scimApi);
    scimAsync.grantSend(scimApi);
    new BrakeAlarm(this, 'Brake', scimApi.lambda);
    api.addRoutes('Scim', {
      paths: ['/scim/v2', '/scim/v2/{proxy+}'],
      handler: scimApi.lambda,
      openBecause:
        'The function itself checks the bearer token, which also names tenant and directory.',
    });
    new CfnOutput(this, 'BaseUrl', { value: `${api.endpoint}/scim/v2` }).overrideLogicalId(
      'ScimBaseUrl',
    );
  }
}
