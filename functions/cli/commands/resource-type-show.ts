import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { typeArgument, versionOption } from '#functions/cli/schema-parameters.ts';
import { shownVersion } from '#functions/cli/shown-schema.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { resourceTypeAnswer } from '#shared/admin/schema-contract.ts';

export const resourceTypeShow = defineCommand({
  name: 'show',
  summary: 'show a resource type and its extensions',
  description:
    'Shows one resource type of a tenant, now or in an earlier version; with --json the document.',
  arguments: { name: typeArgument },
  options: { tenant: tenantOption, version: versionOption },
  example: {
    typed: 'User --tenant acme --version 1',
    printed: `Endpoint   /Users
Schema     urn:ietf:params:scim:schemas:core:2.0:User
Extension  urn:ietf:params:scim:schemas:extension:enterprise:2.0:User
Extension  urn:example:params:scim:schemas:extension:2.0:Badge
User: version 1 of 2027-03-02T09:00:00Z`,
  },
  next: `list them all: ${PROGRAM} resource-type list --tenant acme`,
  run: (admin, { name, tenant, version }) =>
    admin.get(resourceTypeAnswer, {
      path: ['tenants', tenant, 'resource-types', name],
      query: { version },
    }),
  show: (answer) => {
    const { name, endpoint, schema, schemaExtensions = [] } = answer.resourceType;
    const rows = [
      ['Endpoint', endpoint],
      ['Schema', schema],
      ...schemaExtensions.map((extension) => [
        'Extension',
        `${extension.schema}${extension.required ? ' (required)' : ''}`,
      ]),
    ];
    return `${alignColumns(rows)}\n${name}: ${shownVersion(answer)}`;
  },
});
