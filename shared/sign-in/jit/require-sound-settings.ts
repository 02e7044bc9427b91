import { indexEntryFor } from '#shared/identity/index-entries.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { newObject } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { applyOperation } from '#shared/scim/patch/apply-operation.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { ClaimSource } from '#shared/sign-in/claim-mapping.ts';
import type { ConnectionSettings } from '#shared/sign-in/connection.ts';
import { isPublicMail } from '#shared/sign-in/domains/public-mail.ts';
import { mappableAttribute } from '#shared/sign-in/jit/mappable-attribute.ts';

type Settings = Pick<ConnectionSettings, 'policy' | 'mapping' | 'directory'>;

/**
 * Whether a connection can do what its policy and mapping say; for whoever stores it. What the schema does not
 * hold any more later on is left out of sign-ins, and shown by their preview.
 *
 * @param type The tenant's User, with what the tenant declared.
 * @throws DomainError `invalidValue`, `invalidPath`, `invalidFilter`, naming the setting.
 */
export function requireSoundSettings(
  type: ResourceType,
  { policy, mapping, directory }: Settings,
): void {
  if (policy.mode === 'hybrid' && directory === undefined) {
    throw unsound(
      'policy.mode',
      'hybrid needs the directory that is to know people again; name it.',
    );
  }
  const open = policy.allowedDomains.find(isPublicMail);
  if (open !== undefined && !policy.allowPublicDomains) {
    const detail = `anybody can have an address at ${open}. Leave it out, or set policy.allowPublicDomains.`;
    throw unsound('policy.allowedDomains', detail);
  }
  const { adoptLegacyId } = policy;
  if (adoptLegacyId && 'attribute' in adoptLegacyId) {
    requireUnique(type, adoptLegacyId.attribute);
  }
  for (const [path, source] of Object.entries(mapping)) {
    requireMappable(type, path, source);
  }
}

function requireUnique(type: ResourceType, attribute: string): void {
  const isOwn = attribute !== 'userName' && attribute !== 'externalId';
  if (isOwn && indexEntryFor(type, attribute, '', '')?.unique) return;
  const detail = `${attribute} is no attribute of the tenant's own that is unique; without that it could be several people's.`;
  throw unsound('policy.adoptLegacyId.attribute', detail);
}

function requireMappable(type: ResourceType, path: string, source: ClaimSource): void {
  try {
    const target = mappableAttribute(type, path);
    if (source === null || typeof source === 'string' || !('constant' in source)) return;
    const step = { op: 'replace', path: target, value: source.constant } as const;
    applyOperation(newObject(), step, dialects.lenient);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `mapping.${path}: ${error.message}`);
  }
}

function unsound(setting: string, detail: string): DomainError {
  return new DomainError('invalidValue', `${setting}: ${detail}`);
}
