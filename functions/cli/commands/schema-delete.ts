import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { urnArgument } from '#functions/cli/schema-parameters.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';

export const schemaDelete = defineCommand({
  name: 'delete',
  summary: 'take a schema away, also from the types that it extends',
  description:
    'Takes a schema away. Refused while a resource has values of it, or a resource type is made of it; its\nearlier versions stay readable.',
  arguments: { urn: urnArgument },
  options: { tenant: tenantOption },
  example: {
    typed: 'urn:example:params:scim:schemas:extension:2.0:Badge --tenant acme',
    printed: 'Deleted the schema urn:example:params:scim:schemas:extension:2.0:Badge of acme.',
  },
  next: `see what was: ${PROGRAM} schema list --tenant acme --version 1`,
  run: async (admin, { urn, tenant }) => {
    await admin.delete({ path: ['tenants', tenant, 'schemas', urn] });
    return { id: urn, deleted: true };
  },
  show: ({ id }, { tenant }) => `Deleted the schema ${id} of ${tenant}.`,
});
