import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { urnArgument, versionOption } from '#functions/cli/schema-parameters.ts';
import { shownExtension, shownVersion } from '#functions/cli/shown-schema.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { schemaAnswer } from '#shared/admin/schema-contract.ts';

const attributes = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    multiValued: z.boolean(),
    required: z.boolean(),
    mutability: z.string(),
    returned: z.string(),
    uniqueness: z.string(),
  }),
);

export const schemaShow = defineCommand({
  name: 'show',
  summary: 'show a schema and its attributes',
  description:
    'Shows one schema of a tenant, now or in an earlier version; with --json the whole document.',
  arguments: { urn: urnArgument },
  options: { tenant: tenantOption, version: versionOption },
  example: {
    typed: 'urn:example:params:scim:schemas:extension:2.0:Badge --tenant acme',
    printed: `ATTRIBUTE  TYPE       REQUIRED  MUTABILITY  RETURNED  UNIQUENESS
number     string     no        readWrite   default   server
active     boolean    no        readWrite   default   none
issuedAt   dateTime   no        immutable   default   none
pin        string     no        readWrite   never     none
notes      string     no        readWrite   request   none
zones      complex[]  no        readWrite   default   none
Badge, extending User: version 1 of 2027-03-02T09:00:00Z`,
  },
  next: `change it: ${PROGRAM} schema put --tenant acme --file badge-schema.json`,
  run: (admin, { urn, tenant, version }) =>
    admin.get(schemaAnswer, { path: ['tenants', tenant, 'schemas', urn], query: { version } }),
  show: (answer) => {
    const header = ['ATTRIBUTE', 'TYPE', 'REQUIRED', 'MUTABILITY', 'RETURNED', 'UNIQUENESS'];
    const rows = attributes
      .parse(answer.schema['attributes'])
      .map((each) => [
        ...[each.name, each.multiValued ? `${each.type}[]` : each.type],
        ...[each.required ? 'yes' : 'no', each.mutability, each.returned, each.uniqueness],
      ]);
    const extended = shownExtension(answer.extends) || 'nothing';
    return `${alignColumns([header, ...rows])}
${answer.schema.name}, extending ${extended}: ${shownVersion(answer)}`;
  },
});
