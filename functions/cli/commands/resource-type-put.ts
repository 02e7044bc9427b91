import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { optional } from '#functions/cli/parameter.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import {
  documentOption,
  resourceTypeFile,
  SCHEMAS_PAGE,
  schemaFile,
} from '#functions/cli/schema-parameters.ts';
import { shownVersion } from '#functions/cli/shown-schema.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { resourceTypeAnswer, schemaAnswer } from '#shared/admin/schema-contract.ts';

export const resourceTypePut = defineCommand({
  name: 'put',
  summary: 'upload a resource type, new or changed',
  description: `Uploads a resource type (RFC 7643 section 6) and, with --schema, the schema that it is made of before it.
From the very next request on it is served at its endpoint like users and groups.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    file: documentOption,
    schema: optional(documentOption, 'a schema to upload first'),
  },
  example: {
    typed:
      '--tenant acme --file docs/examples/device-type.json --schema docs/examples/device-schema.json',
    printed: 'Device is served at /Devices: version 4 of 2027-03-02T09:00:00Z.',
  },
  next: `push one to /Devices at the SCIM base URL, or see it: ${PROGRAM} resource-type list --tenant acme`,
  run: async (admin, { tenant, file, schema: schemaPath }) => {
    const type = await readDocument(file, resourceTypeFile, SCHEMAS_PAGE);
    if (schemaPath !== undefined) {
      const schema = await readDocument(schemaPath, schemaFile, SCHEMAS_PAGE);
      await admin.put(schemaAnswer, {
        path: ['tenants', tenant, 'schemas', schema.id],
        body: schema,
      });
    }
    return await admin.put(resourceTypeAnswer, {
      path: ['tenants', tenant, 'resource-types', type.name],
      body: type,
    });
  },
  show: (answer) =>
    `${answer.resourceType.name} is served at ${answer.resourceType.endpoint}: ${shownVersion(answer)}.`,
});
