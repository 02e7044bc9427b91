import { shownTime } from '#functions/cli/shown-time.ts';
import type { SchemaAnswer } from '#shared/admin/schema-contract.ts';

interface Version {
  readonly version: number;
  readonly createdAt: string | null;
}

export function shownVersion({ version, createdAt }: Version): string {
  return createdAt === null
    ? 'nothing declared yet'
    : `version ${version} of ${shownTime(createdAt)}`;
}

/** `User, Device (required)`. */
export function shownExtension(extensions: SchemaAnswer['extends']): string {
  return extensions
    .map(({ resourceType, required }) => `${resourceType}${required ? ' (required)' : ''}`)
    .join(', ');
}
