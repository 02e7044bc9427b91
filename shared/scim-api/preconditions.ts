import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { entityTag } from '#shared/scim/represent.ts';

/** If-Match and If-None-Match of a write (RFC 7644 3.14, RFC 9110 13.1) as a check of the version found. */
export function preconditionOf(request: Request): {
  precondition?: (current: ResourceRecord) => void;
} {
  const { ifMatch, ifNoneMatch } = conditionsOf(request);
  if (ifMatch === null && ifNoneMatch === null) return {};
  return {
    precondition: ({ version }) => {
      if (ifMatch !== null && !lists(ifMatch, version)) throw mismatch(version);
      if (ifNoneMatch !== null && lists(ifNoneMatch, version)) throw mismatch(version);
    },
  };
}

/**
 * Whether If-None-Match of a read names the version found, so that 304 will do.
 *
 * @throws DomainError `versionMismatch` when If-Match does not name it.
 */
export function isUnchanged(request: Request, { version }: ResourceRecord): boolean {
  const { ifMatch, ifNoneMatch } = conditionsOf(request);
  if (ifMatch !== null && !lists(ifMatch, version)) throw mismatch(version);
  return ifNoneMatch !== null && lists(ifNoneMatch, version);
}

function conditionsOf({ headers }: Request) {
  return { ifMatch: headers.get('if-match'), ifNoneMatch: headers.get('if-none-match') };
}

function mismatch(version: number): DomainError {
  return new DomainError(
    'versionMismatch',
    `The resource is at version ${entityTag(version)} now. Read it again before you change it.`,
  );
}

/** Weak comparison: `W/"3"` and `"3"` name the same version. */
function lists(header: string, version: number): boolean {
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${version}"`);
}
