import type { DialectName } from '#shared/scim/dialect.ts';

/** A customer's company, or a part of it that must not see the others. `id` is the slug it was created with. */
export interface Tenant {
  readonly id: string;
  readonly createdAt: string;
}

/** Whom a directory sees: everybody in the tenant, or only those that it provisioned itself. */
export type Visibility = 'tenant' | 'own';

/** One source of people: an identity provider's application, an HR feed. `id` is a slug, unique in its tenant. */
export interface Directory {
  readonly tenantId: string;
  readonly id: string;
  readonly dialect: DialectName;
  readonly visibility: Visibility;
  readonly createdAt: string;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** 1-40 lower-case letters, digits and inner hyphens: fit for keys, URLs and file names as it stands. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}
