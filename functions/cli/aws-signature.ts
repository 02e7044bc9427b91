import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Authorize } from '#functions/cli/admin-client.ts';
import { CliError } from '#functions/cli/cli-error.ts';
import type { Environment } from '#functions/cli/locate-admin-api.ts';

const EXECUTE_API = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/**
 * Signs requests to an API Gateway that asks for IAM, by Signature Version 4, with the credentials that the AWS
 * CLI would use: environment, profile, single sign-on, instance role.
 *
 * @throws CliError when the region cannot be told; later, when there are no credentials.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function awsSignature(baseUrl: URL, environment: Environment): Authorize {
  const credentials = defaultProvider();
  const signer = new SignatureV4({
    service: 'execute-api',
    region: regionOf(baseUrl, environment),
    credentials: () => credentials().catch(noCredentials),
    sha256: Sha256,
  });
  return async ({ method, url, headers, body }) => {
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      ...(body !== undefined && { body }),
    });
    // fetch sets it, and to the same.
    const { host: _, ...others } = signed.headers;
    return others;
  };
}

function regionOf({ hostname }: URL, environment: Environment): string {
  const [, region] = EXECUTE_API.exec(hostname) ?? [];
  const known = region ?? (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION']);
  if (known) return known;
  throw new CliError(
    `${hostname} does not tell its AWS region.`,
    'Set AWS_REGION, or ROLLCALL_ADMIN_TOKEN if the admin API there takes a token.',
  );
}

function noCredentials(error: unknown): never {
  const reason = error instanceof Error ? ` (${error.message})` : '';
  throw new CliError(
    `There are no AWS credentials to sign the request with${reason}.`,
    'Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ROLLCALL_ADMIN_TOKEN if the admin API there takes a token.',
  );
}
