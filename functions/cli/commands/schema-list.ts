import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { versionOption } from '#functions/cli/schema-parameters.ts';
import { shownExtension, shownVersion } from '#functions/cli/shown-schema.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type SchemasAnswer, schemasAnswer } from '#shared/admin/schema-contract.ts';

export const schemaList = defineCommand({
  name: 'list',
  summary: "list a tenant's own schemas",
  description:
    'Lists the schemas that a tenant declared, with what each extends and which resource types are made of\nit, now or in an earlier version.',
  arguments: {},
  options: { tenant: tenantOption, version: versionOption },
  example: {
    typed: '--tenant acme',
    printed: `URN                                                  ATTRIBUTES  EXTENDS  TYPES
urn:example:params:scim:schemas:extension:2.0:Badge  6           User
version 1 of 2027-03-02T09:00:00Z`,
  },
  next: `look at one: ${PROGRAM} schema show URN --tenant acme`,
  run: (admin, { tenant, version }) =>
    admin.get(schemasAnswer, { path: ['tenants', tenant, 'schemas'], query: { version } }),
  show: (answer) => {
    if (answer.schemas.length === 0) return `No schemas: ${shownVersion(answer)}.`;
    const header = ['URN', 'ATTRIBUTES', 'EXTENDS', 'TYPES'];
    return `${alignColumns([header, ...answer.schemas.map(row)])}\n${shownVersion(answer)}`;
  },
});

function row(schema: SchemasAnswer['schemas'][number]): string[] {
  const { id, attributes, resourceTypes } = schema;
  return [id, String(attributes), shownExtension(schema.extends), resourceTypes.join(', ')];
}
