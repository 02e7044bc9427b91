import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { typeArgument } from '#functions/cli/schema-parameters.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';

export const resourceTypeDelete = defineCommand({
  name: 'delete',
  summary: 'take a resource type away',
  description:
    'Takes a resource type away. Refused while there is a resource of it; its schema stays until it is deleted\nas well.',
  arguments: { name: typeArgument },
  options: { tenant: tenantOption },
  example: {
    typed: 'Device --tenant acme',
    printed: 'Deleted the resource type Device of acme.',
  },
  next: `delete its schema: ${PROGRAM} schema delete URN --tenant acme`,
  run: async (admin, { name, tenant }) => {
    await admin.delete({ path: ['tenants', tenant, 'resource-types', name] });
    return { name, deleted: true };
  },
  show: ({ name }, { tenant }) => `Deleted the resource type ${name} of ${tenant}.`,
});
