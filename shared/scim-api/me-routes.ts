import { DomainError } from '#shared/kernel/domain-error.ts';
import { methods } from '#shared/kernel/http/route.ts';
import type { ScimRoute } from '#shared/scim-api/scim-context.ts';

/** `/Me` (RFC 7644 section 3.11) needs a token that stands for a person; those of directories stand for none. */
export function meRoutes(): ScimRoute[] {
  return methods.map((method) => ({ method, path: '/Me', handle: refuse }));
}

async function refuse(): Promise<Response> {
  const detail = '/Me is not supported: this token stands for a directory, not for a person.';
  throw new DomainError('notImplemented', `${detail} Name the user, as in /Users/{id}.`);
}
