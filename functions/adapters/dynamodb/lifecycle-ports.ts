import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createActivityStore } from '#functions/adapters/dynamodb/lifecycle-activity.ts';
import { createLifecycleStore } from '#functions/adapters/dynamodb/lifecycle-store.ts';
import { createRoleRuleStore } from '#functions/adapters/dynamodb/role-rule-store.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import type { system } from '#functions/runtime/system.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { rolesOf } from '#shared/sessions/roles/roles-of.ts';

type ProcessPorts = Pick<typeof system, 'clock' | 'newId' | 'sleep' | 'random'>;

/** All that policies stand on, over one table; roles are those that tokens would have. */
export function lifecyclePorts(table: Table, process: ProcessPorts): LifecyclePorts {
  const { clock, newId, sleep, random } = process;
  const store = createIdentityStore(table, clock);
  const userTypes = createUserTypes(createDeclarationStore(table));
  const rules = createRoleRuleStore(table);
  return {
    ...{ clock, newId, sleep, random, store, userTypes },
    lifecycle: createLifecycleStore(table, clock),
    activity: createActivityStore(table),
    tenancy: createTenancyStore(table),
    rolesOf: async (scope, user) =>
      (await rolesOf({ identity: store, rules, userTypes }, scope, user)).roles,
  };
}
