import type { Condition } from '#shared/identity/conditions/condition.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { DeclarationReads } from '#shared/tenancy/declaration-store.ts';

/** The type of a tenant's users, as far as the conditions can tell the difference. */
export type UserTypes = (
  tenantId: string,
  conditions: readonly Condition[],
) => Promise<ResourceType>;

/** Tenants whose type a process keeps compiled. */
const MAX_REMEMBERED = 100;

/** Reads which version of a tenant's schemas is in force when there is a filter, and compiles each version once. */
export function createUserTypes(declarations: DeclarationReads): UserTypes {
  const userTypeOf = createUserTypeOf(declarations);
  return async (tenantId, conditions) =>
    conditions.some(({ filter }) => filter !== undefined) ? await userTypeOf(tenantId) : userType;
}

/** The type of a tenant's users; each version of what a tenant declares is compiled once. */
export function createUserTypeOf(
  declarations: DeclarationReads,
): (tenantId: string) => Promise<ResourceType> {
  const remembered = new Map<string, { version: number; type: ResourceType }>();

  return async (tenantId) => {
    const version = await declarations.declarationVersion(tenantId);
    if (version === 0) return userType;
    const known = remembered.get(tenantId);
    if (known?.version === version) return known.type;
    const declared = await declarations.declaredVersion(tenantId, version);
    const types = declared ? declaredTypes(declared.declarations) : [];
    const type = types.find(({ name }) => name === userType.name) ?? userType;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(tenantId, { version, type });
    return type;
  };
}
