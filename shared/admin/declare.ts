import type { AdminContext } from '#shared/admin/admin-context.ts';
import { isInUse } from '#shared/identity/is-in-use.ts';
import { scopesOf } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { sameAsStored } from '#shared/kernel/json.ts';
import { checkDeclarations } from '#shared/scim/custom/check-declarations.ts';
import { type Declarations, noDeclarations } from '#shared/scim/custom/declarations.ts';
import { type Demand, demandsOf } from '#shared/scim/custom/demands.ts';
import type { DeclaredVersion } from '#shared/tenancy/declaration-store.ts';

/** What a tenant declares: a version, or nothing yet, which is version 0 and was never made. */
export type Declared = Omit<DeclaredVersion, 'createdAt'> &
  Partial<Pick<DeclaredVersion, 'createdAt'>>;

/** The version in force, or an earlier one. @throws DomainError `notFound`. */
export async function declaredBy(
  { declarations }: AdminContext,
  tenantId: string,
  wanted?: number,
): Promise<Declared> {
  const version = wanted ?? (await declarations.declarationVersion(tenantId));
  if (version === 0) return { version, declarations: noDeclarations };
  const declared = await declarations.declaredVersion(tenantId, version);
  if (declared) return declared;
  throw new DomainError('notFound', `The schemas of ${tenantId} have no version ${version}.`);
}

/**
 * Makes the next version of what a tenant declares; a change that changes nothing makes none.
 *
 * @throws DomainError `conflict` when resources that are stored stand in its way, or somebody else was first; what
 * `change` and checkDeclarations throw.
 */
export async function declare(
  context: AdminContext,
  tenantId: string,
  change: (declarations: Declarations) => Declarations,
): Promise<Declared> {
  const before = await declaredBy(context, tenantId);
  const declarations = change(before.declarations);
  if (sameAsStored(before.declarations, declarations)) return before;
  checkDeclarations(declarations);
  await requireUnused(context, tenantId, demandsOf(before.declarations, declarations));
  const createdAt = isoTime(context.clock.now());
  const next = { version: before.version + 1, createdAt, declarations };
  await context.declarations.declare(tenantId, next);
  return next;
}

async function requireUnused(
  { identity, tenancy }: AdminContext,
  tenantId: string,
  demands: readonly Demand[],
): Promise<void> {
  if (demands.length === 0) return;
  const scopes = scopesOf(tenantId, await tenancy.directories(tenantId));
  for (const { type, extension, reason } of demands) {
    for (const scope of scopes) {
      if (!(await isInUse(identity, scope, type, extension))) continue;
      const users = `a ${type.name}${extension === undefined ? '' : ` with values of ${extension}`}`;
      throw new DomainError(
        'conflict',
        `This ${reason}, which is not possible while there is ${users}. Add a new attribute beside the old one, or take those values away first.`,
      );
    }
  }
}
