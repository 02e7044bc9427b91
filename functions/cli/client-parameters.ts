import { idFrom, type Parameter } from '#functions/cli/parameter.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { newTrust } from '#shared/admin/client-contract.ts';

const id = idFrom('client show');

export const clientIdArgument = {
  schema: id,
  placeholder: 'CLIENT',
  summary: 'the client id, as `client list` shows it',
} satisfies Parameter;

/** What every command takes that is about one client. */
export const oneClient = {
  arguments: { client: clientIdArgument },
  options: ofDirectory,
} as const;

export function clientPath(
  tenant: string,
  directory: string,
  client: string,
  ...rest: readonly string[]
): string[] {
  return directoryPath(tenant, directory, 'clients', client, ...rest);
}

export const secretIdArgument = {
  schema: id,
  placeholder: 'ID',
  summary: 'the id of the secret, as `client show` shows it',
} satisfies Parameter;

export const trustIdArgument = {
  schema: id,
  placeholder: 'ID',
  summary: 'the id of the trust, as `client show` shows it',
} satisfies Parameter;

const { issuer, subject, audience, jwksUri } = newTrust.shape;

/** Whose assertions are taken in place of a secret. */
export const trustOptions = {
  issuer: {
    schema: issuer,
    placeholder: 'URL',
    summary: 'the `iss` of its assertions, to the letter',
  },
  subject: { schema: subject, placeholder: 'SUBJECT', summary: 'their `sub`' },
  audience: { schema: audience, placeholder: 'AUDIENCE', summary: 'their `aud`' },
  jwksUri: {
    schema: jwksUri,
    placeholder: 'URL',
    summary: "where the issuer's keys are (as its OpenID configuration says)",
  },
} satisfies Record<string, Parameter>;
