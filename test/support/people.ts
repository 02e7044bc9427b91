import { createResource } from '#shared/identity/create-resource.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';

export const acme: Scope = { tenantId: 'acme', directoryId: 'okta', visibility: 'tenant' };

export const mandate: Mandate = {
  scope: acme,
  actor: { type: 'directory', id: 'okta' },
  cause: 'scim',
  requestId: 'request-1',
  confirmed: Promise.resolve(),
};

export function attributes(values: Record<string, JsonObject[string]>): JsonObject {
  return Object.assign(newObject(), values);
}

export async function newUser(ports: IdentityPorts, userName: string): Promise<ResourceRecord> {
  const resource = { attributes: attributes({ userName }), members: [] };
  return await createResource(ports, mandate, userType, resource);
}

export async function newGroup(
  ports: IdentityPorts,
  displayName: string,
  members: readonly string[] = [],
): Promise<ResourceRecord> {
  return await createResource(ports, mandate, groupType, {
    attributes: attributes({ displayName }),
    members: members.map((value) => ({ value })),
  });
}

/** Users with names of their own, a few at a time. */
export async function newUsers(ports: IdentityPorts, prefix: string, count: number) {
  const users: ResourceRecord[] = [];
  for (let start = 0; start < count; start += 20) {
    const some = Array.from({ length: Math.min(20, count - start) }, (_, n) =>
      newUser(ports, `${prefix}${start + n}@example.com`),
    );
    users.push(...(await Promise.all(some)));
  }
  return users;
}
