import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { entityTag } from '#shared/scim/represent.ts';

/** If-Match and If-None-Match of a write (RFC 7644 3.14, RFC 9110 13.1) as a check of the version found. */
export function preconditionOf(request: Request): {
  precondition?: (current: ResourceRecord) => void;
} {
  const ifMatch = request.headers.get('if-match');
  const ifNoneMatch = request.headers.get('if-none-match');
  if (ifMatch === null && ifNoneMatch === null) return {};
  return {
    precondition: ({ version }) => {
      const mismatch =
        (ifMatch !== null && !lists(ifMatch, version)) ||
        (ifNoneMatch !== null && lists(ifNoneMatch, version));
      if (!mismatch) return;
      throw new DomainError(
        'versionMismatch',
        `The resource is at version ${entityTag(version)} now. Read it again before you change it.`,
      );
    },
  };
}

/** Whether If-None-Match of a read names the version found, so that 304 will do. */
export function isUnchanged(request: Request, { version }: ResourceRecord): boolean {
  const ifNoneMatch = request.headers.get('if-none-match');
  return ifNoneMatch !== null && lists(ifNoneMatch, version);
}

/** Weak comparison: `W/"3"` and `"3"` name the same version. */
function lists(header: string, version: number): boolean {
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${version}"`);
}
