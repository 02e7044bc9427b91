import type { SeededTenants } from './seed.ts';

/** `.rollcall/local.json`: where a running local stack is to be found, and the secrets to use it with. */
export interface LocalFile {
  readonly baseUrl: string;
  readonly scimBaseUrl: string;
  readonly tenants: SeededTenants;
  /** The app of tenant acme that the sample app is. */
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
  };
  /** Who can sign in, and where they do. */
  readonly demoIdp: {
    readonly issuer: string;
    readonly users: readonly {
      readonly username: string;
      readonly password: string;
      readonly email: string;
    }[];
  };
  readonly admin: { readonly baseUrl: string; readonly token: string };
  readonly dynamodbEndpoint: string;
  readonly tableName: string;
}
