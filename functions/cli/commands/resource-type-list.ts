import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { versionOption } from '#functions/cli/schema-parameters.ts';
import { shownVersion } from '#functions/cli/shown-schema.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { resourceTypesAnswer } from '#shared/admin/schema-contract.ts';

export const resourceTypeList = defineCommand({
  name: 'list',
  summary: 'list the resource types of a tenant',
  description:
    'Lists the resource types of a tenant, the built-in ones first, now or in an earlier version.',
  arguments: {},
  options: { tenant: tenantOption, version: versionOption },
  example: {
    typed: '--tenant acme',
    printed: `NAME    ENDPOINT  SCHEMA
User    /Users    urn:ietf:params:scim:schemas:core:2.0:User
Group   /Groups   urn:ietf:params:scim:schemas:core:2.0:Group
Device  /Devices  urn:example:params:scim:schemas:2.0:Device
version 4 of 2027-03-02T09:00:00Z`,
  },
  next: `look at one: ${PROGRAM} resource-type show Device --tenant acme`,
  run: (admin, { tenant, version }) =>
    admin.get(resourceTypesAnswer, {
      path: ['tenants', tenant, 'resource-types'],
      query: { version },
    }),
  show: (answer) => {
    const rows = answer.resourceTypes.map(({ name, endpoint, schema }) => [name, endpoint, schema]);
    return `${alignColumns([['NAME', 'ENDPOINT', 'SCHEMA'], ...rows])}\n${shownVersion(answer)}`;
  },
});
