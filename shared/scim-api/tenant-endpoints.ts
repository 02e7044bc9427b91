import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { builtInTypes } from '#shared/scim/resource-types.ts';
import { createEndpoints } from '#shared/scim-api/endpoints.ts';
import type { ScimEndpoints } from '#shared/scim-api/scim-context.ts';
import type { Access } from '#shared/tenancy/authenticate.ts';
import type { DeclarationReads } from '#shared/tenancy/declaration-store.ts';
import { OutdatedAccess } from '#shared/tenancy/outdated-access.ts';

interface Compiled {
  readonly version: number;
  readonly types: readonly ResourceType[];
  readonly endpoints: ScimEndpoints;
  /** Of directories that say when people join and leave. */
  readonly dates?: Declarations['dates'];
}

export interface TenantEndpoints extends Omit<Compiled, 'version'> {
  /**
   * Settles once the token, and the version of the types, were read for this very request.
   *
   * @throws DomainError `unauthenticated`, OutdatedAccess.
   */
  readonly confirmed: Promise<void>;
}

/** Tenants whose types a process keeps compiled. */
const MAX_REMEMBERED = 100;

/**
 * The endpoints of whoever has access, with the resource types of the tenant. One that declared nothing costs no
 * look. Types that this process knows are used at once while their version is read again, beside what follows.
 */
export function createTenantEndpoints(
  declarations: DeclarationReads,
): (access: Access) => Promise<TenantEndpoints> {
  const builtIn = { types: builtInTypes, endpoints: createEndpoints(builtInTypes) };
  const remembered = new Map<string, Compiled>();

  async function compile(tenantId: string): Promise<Compiled> {
    const version = await declarations.declarationVersion(tenantId);
    // A token knows that there will be declarations a moment before there are any.
    if (version === 0) return { ...builtIn, version };
    const declared = await declarations.declaredVersion(tenantId, version);
    if (!declared)
      throw new TypeError(`Version ${version} of what a tenant declared is not there.`);
    const { dates } = declared.declarations;
    const types = declaredTypes(declared.declarations);
    const compiled = { version, types, endpoints: createEndpoints(types), ...(dates && { dates }) };
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(tenantId, compiled);
    return compiled;
  }

  async function requireVersion(tenantId: string, { version }: Compiled): Promise<void> {
    if ((await declarations.declarationVersion(tenantId)) === version) return;
    remembered.delete(tenantId);
    throw new OutdatedAccess();
  }

  return async ({ token, confirmed }) => {
    if (!token.customSchemas) return { ...builtIn, confirmed };
    const known = remembered.get(token.tenantId);
    if (!known) return { ...(await compile(token.tenantId)), confirmed };
    const both = Promise.all([confirmed, requireVersion(token.tenantId, known)]);
    const confirmedToo = both.then(() => undefined);
    // Whoever awaits it gets the refusal; until then it must not count as unhandled.
    confirmedToo.catch(() => undefined);
    return { ...known, confirmed: confirmedToo };
  };
}
