import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { text } from '#functions/cli/parameter.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import { documentOption, SCHEMAS_PAGE, schemaFile } from '#functions/cli/schema-parameters.ts';
import { shownExtension, shownVersion } from '#functions/cli/shown-schema.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { schemaAnswer } from '#shared/admin/schema-contract.ts';

export const schemaPut = defineCommand({
  name: 'put',
  summary: 'upload a schema, new or changed',
  description: `Uploads a schema (RFC 7643 section 7) and, with --extends, lets it add its attributes to the resources of a
type; a schema that extends a type already goes on doing so.

What only adds or loosens is always accepted. What stored values would contradict, such as taking an
attribute away, is refused while there are any.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    file: documentOption,
    extends: {
      schema: z.optional(text),
      placeholder: 'TYPE',
      summary: 'resource type that it adds to: User, Group or one of your own',
    },
    required: {
      schema: z.optional(z.enum(['true', 'false'])),
      placeholder: 'true|false',
      summary: 'whether every resource of that type has to carry it (false)',
    },
  },
  example: {
    typed: '--tenant acme --file docs/examples/badge-schema.json --extends User',
    printed: `Badge is in force: version 1 of 2027-03-02T09:00:00Z.
It extends: User`,
  },
  next: `see it as providers do: GET /Schemas at the SCIM base URL, or ${PROGRAM} schema list --tenant acme`,
  run: async (admin, { tenant, file, ...query }) => {
    const body = await readDocument(file, schemaFile, SCHEMAS_PAGE);
    return await admin.put(schemaAnswer, {
      path: ['tenants', tenant, 'schemas', body.id],
      query,
      body,
    });
  },
  show: (answer) => {
    const extended = shownExtension(answer.extends);
    return `${answer.schema.name} is in force: ${shownVersion(answer)}.
It extends: ${extended || 'nothing yet'}`;
  },
});
