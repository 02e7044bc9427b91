import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ConnectionSettings } from '#shared/sign-in/connection.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { privateKey } from '#shared/sign-in/relying-party/private-key.ts';

interface Rule {
  /** The member that has to change, and how. */
  readonly says: string;
  readonly holds: (settings: ConnectionSettings) => boolean;
}

const isOpen = ({ issuer }: ConnectionSettings) => issuer.includes('{');
const isOidc = ({ kind }: ConnectionSettings) => providers[kind].protocol === 'oidc';

/** What no member of a connection can tell by itself. */
const rules: readonly Rule[] = [
  {
    says: 'issuer: holds {tenantid} or is of many tenants; that is for kind entra on login.microsoftonline.com',
    holds: (settings) =>
      !isOpen(settings) ||
      (settings.kind === 'entra' &&
        settings.issuer === 'https://login.microsoftonline.com/{tenantid}/v2.0'),
  },
  {
    says: 'allowedTenants: has to name the tenants that may come, as the issuer is that of all of them',
    holds: (settings) => !isOpen(settings) || settings.allowedTenants !== undefined,
  },
  {
    says: 'allowedTenants: is for kind entra',
    holds: ({ kind, allowedTenants }) => kind === 'entra' || allowedTenants === undefined,
  },
  {
    says: 'hostedDomain: is for kind google',
    holds: ({ kind, hostedDomain }) => kind === 'google' || hostedDomain === undefined,
  },
  {
    says: 'clientAuthentication: apple is for kind apple, which takes no other',
    holds: ({ kind, clientAuthentication }) =>
      (kind === 'apple') === (clientAuthentication === 'apple'),
  },
  {
    says: 'teamId, keyId: kind apple needs both',
    holds: ({ kind, teamId, keyId }) =>
      kind !== 'apple' || (teamId !== undefined && keyId !== undefined),
  },
  {
    says: 'scopes: openid has to be among them',
    holds: (settings) => !isOidc(settings) || settings.scopes.includes('openid'),
  },
  {
    says: 'trustEmail: is for the provider that a company runs itself, kind oidc or entra of one tenant',
    holds: (settings) =>
      !settings.trustEmail ||
      settings.kind === 'oidc' ||
      (settings.kind === 'entra' && !isOpen(settings)),
  },
  {
    says: 'endpoints: are discovered of this kind',
    holds: (settings) => !isOidc(settings) || settings.endpoints === undefined,
  },
  {
    says: 'acrValues, maxAge: this kind says neither acr nor auth_time',
    holds: (settings) =>
      isOidc(settings) || (settings.acrValues === undefined && settings.maxAge === undefined),
  },
  {
    says: 'externalIdClaim: needs the directory whose externalId it equals',
    holds: ({ externalIdClaim, directory }) =>
      externalIdClaim === undefined || directory !== undefined,
  },
];

/** @throws DomainError `invalidValue` naming everything that is wrong. */
export function requireSoundConnection(settings: ConnectionSettings): void {
  const broken = rules.filter(({ holds }) => !holds(settings)).map(({ says }) => says);
  if (broken.length > 0) throw new DomainError('invalidValue', `${broken.join('; ')}.`);
}

/** @throws DomainError `invalidValue` when it cannot be what the client shows. */
export async function requireSoundSecret(
  { clientAuthentication }: Pick<ConnectionSettings, 'clientAuthentication'>,
  secret: string,
): Promise<void> {
  if (clientAuthentication === 'private_key_jwt') await privateKey(secret);
  if (clientAuthentication === 'apple') await privateKey(secret, ['ES256']);
}
