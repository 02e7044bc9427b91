import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { hashSecret } from '#shared/kernel/secret.ts';
import { createTokenEndpoint } from '#shared/token-endpoint/create-token-endpoint.ts';
import { createIssuerKeys } from '#shared/token-endpoint/issuer-keys.ts';
import { createAdminWorld } from '../../admin/support/admin-world.ts';
import type { Answer } from '../../support/world.ts';

/** A client as the admin API shows it to who makes it, its directory, and its path there. */
export interface TestClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly secrets: readonly { readonly id: string }[];
  readonly trusts: readonly { readonly id: string }[];
  readonly directory: string;
  readonly path: string;
}

export type TokenWorld = Awaited<ReturnType<typeof createTokenWorld>>;

/** The token endpoint beside the admin and the SCIM API, over one table of their own. */
export async function createTokenWorld() {
  const world = await createAdminWorld();
  const http = createOutgoingHttp({ local: true });
  const endpoint = createTokenEndpoint({
    store: world.tenancy,
    issuerKeys: createIssuerKeys({ http, clock: world.clock }),
    clock: world.clock,
    newId: world.ports.newId,
    hashSecret,
    report: (error) => world.unforeseen.push(error),
  });

  async function post(url: string, body: string, headers: Record<string, string>): Promise<Answer> {
    const request = new Request(url, { method: 'POST', headers, body });
    const response = await endpoint(request, 'request-1');
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** A token request with these parameters, as a form. */
  async function token(
    url: string,
    parameters: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...parameters });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return await post(url, form.toString(), { ...type, ...headers });
  }

  /** A client of a directory of a tenant that is new. */
  async function newClient(tenant: string, settings: object = {}): Promise<TestClient> {
    const directory = await world.directory(tenant);
    const { status, body } = await world.admin('POST', `${directory}/clients`, settings);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return { ...body, directory, path: `${directory}/clients/${body.clientId}` };
  }

  async function bySecret(
    { tokenUrl, clientId, clientSecret }: TestClient,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    return await token(tokenUrl, { client_id: clientId, client_secret: clientSecret, ...more });
  }

  /** What SCIM answers whoever shows this token. */
  async function statusWith(shown: string): Promise<number> {
    return (await world.scim(shown)('GET', '/Users')).status;
  }

  return { ...world, endpoint, post, token, bySecret, statusWith, newClient };
}
