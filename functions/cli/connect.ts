import { type AdminClient, createAdminClient } from '#functions/cli/admin-client.ts';
import { locateAdminApi, type Whereabouts } from '#functions/cli/locate-admin-api.ts';

/** @throws CliError when nothing tells where the admin API is. */
export async function connect(whereabouts: Whereabouts): Promise<AdminClient> {
  const { baseUrl, token } = await locateAdminApi(whereabouts);
  if (token !== undefined) {
    return createAdminClient(baseUrl, async () => ({ authorization: `Bearer ${token}` }));
  }
  // Loaded on demand: the AWS credential chain takes longer to load than all the rest.
  const { awsSignature } = await import('#functions/cli/aws-signature.ts');
  return createAdminClient(baseUrl, awsSignature(new URL(baseUrl), whereabouts.environment));
}
