import { type Declarations, noDeclarations } from '#shared/scim/custom/declarations.ts';
import type { World } from '../../support/world.ts';

/** Puts declarations into force for a tenant, in the place of those that it had. */
export async function declare(
  { declarations: store, clock }: Pick<World, 'declarations' | 'clock'>,
  tenantId: string,
  declarations: Partial<Declarations>,
): Promise<void> {
  const version = (await store.declarationVersion(tenantId)) + 1;
  await store.declare(tenantId, {
    version,
    createdAt: new Date(clock.now()).toISOString(),
    declarations: { ...noDeclarations, ...declarations },
  });
}
