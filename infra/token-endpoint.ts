import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { TokenEndpointEnvironment } from '#functions/token-endpoint/config.ts';
import type { HttpApi } from '#infra/http-api.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface TokenEndpointProps {
  api: HttpApi;
  table: RollcallTable;
}

/** Access tokens for the OAuth clients of directories. */
export class TokenEndpoint extends Construct {
  constructor(scope: Construct, id: string, { api, table }: TokenEndpointProps) {
    super(scope, id);
    const tokenEndpoint = new RollcallFunction<TokenEndpointEnvironment>(this, 'Function', {
      name: 'token-endpoint',
      description: 'Access tokens for OAuth clients (RFC 6749, RFC 7523)',
      environment: { TABLE_NAME: table.tableName },
      timeout: Duration.seconds(29),
      memorySize: 512,
    });
    table.grantItems(tokenEndpoint);
    api.addRoutes('TokenEndpoint', {
      paths: ['/oauth2/{tenant}/{directory}/token'],
      handler: tokenEndpoint.lambda,
      openBecause: 'The function itself checks the credential of the client that asks.',
    });
  }
}
