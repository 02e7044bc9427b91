import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OidcProviderEnvironment } from '#functions/oidc-provider/config.ts';
import type { HttpApi } from '#infra/http-api.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { SigningKeys } from '#infra/signing-keys.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface OidcProviderProps {
  api: HttpApi;
  table: RollcallTable;
  signingKeys: SigningKeys;
}

/** OpenID Connect for the apps of tenants. */
export class OidcProvider extends Construct {
  constructor(scope: Construct, id: string, { api, table, signingKeys }: OidcProviderProps) {
    super(scope, id);
    const provider = new RollcallFunction<OidcProviderEnvironment>(this, 'Function', {
      name: 'oidc-provider',
      description: 'OpenID Connect for the apps of tenants',
      environment: { TABLE_NAME: table.tableName, ...signingKeys.environment },
      timeout: Duration.seconds(29),
      memorySize: 1_024,
    });
    table.grantItems(provider);
    signingKeys.grantSign(provider);
    api.addRoutes('OidcProvider', {
      paths: ['/oidc/{tenant}/{proxy+}'],
      handler: provider.lambda,
      openBecause:
        'Browsers and apps authenticate to the function itself, as OpenID Connect has it.',
    });
  }
}
