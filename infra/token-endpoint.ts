import { Duration, Validations } from 'aws-cdk-lib';
import { HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
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
    Validations.of(tokenEndpoint).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'API Gateway waits for the answer: whoever called learns of the failure.',
    });
    const routes = api.addRoutes('TokenEndpoint', {
      paths: ['/oauth2/{tenant}/{directory}/token'],
      handler: tokenEndpoint.lambda,
      authorizer: new HttpNoneAuthorizer(),
    });
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The function itself checks the credential of the client that asks.',
      });
    }
  }
}
