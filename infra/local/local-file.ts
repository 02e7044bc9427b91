import type { SeededTenants } from './seed.ts';

/** `.rollcall/local.json`: where a running local stack is to be found, and the secrets to use it with. */
export interface LocalFile {
  readonly baseUrl: string;
  readonly scimBaseUrl: string;
  readonly tenants: SeededTenants;
  readonly admin: { readonly baseUrl: string; readonly token: string };
  readonly dynamodbEndpoint: string;
  readonly tableName: string;
}
