import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import { isActive } from '#shared/identity/user-state.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { attributes, mandate } from '../../support/people.ts';
import type { Acknowledged } from './chain-history.ts';
import type { Deed } from './plan.ts';

/** Changes one user after the other, each in a process of its own, over a table that may fail. */
export function createDirectory(
  ports: Omit<IdentityPorts, 'store'>,
  processTable: () => Table,
  run: <Result>(work: () => Promise<Result>) => Promise<Result | undefined>,
) {
  const acknowledged: Acknowledged[] = [];
  const portsOfProcess = (): IdentityPorts => {
    return { ...ports, store: createIdentityStore(processTable(), ports.clock) };
  };

  /** @returns the id; undefined when nobody was told of one. */
  async function create(userName: string): Promise<string | undefined> {
    const made = await run(() => {
      const resource = { attributes: attributes({ userName }), members: [] };
      return createResource(portsOfProcess(), mandate, userType, resource);
    });
    if (made) acknowledged.push({ subject: made.id, version: made.version });
    return made?.id;
  }

  async function change(id: string, deed: Deed, nth: number): Promise<void> {
    if (deed === 'delete') {
      const isDone = await run(async () => {
        await deleteResource(portsOfProcess(), mandate, userType, id);
        return true;
      });
      if (isDone) acknowledged.push({ subject: id, version: 'deleted' });
      return;
    }
    const edit = (current: JsonObject) =>
      attributes({
        ...current,
        ...(deed === 'toggle' && { active: !isActive(current) }),
        displayName: `name ${nth}`,
      });
    const changed = await run(() =>
      updateResource(portsOfProcess(), mandate, userType, id, { attributes: edit, members: [] }),
    );
    if (changed) acknowledged.push({ subject: id, version: changed.version });
  }

  return { acknowledged, create, change };
}
