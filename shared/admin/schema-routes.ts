import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { type Declared, declare, declaredBy } from '#shared/admin/declare.ts';
import { readQuery, wholeNumber } from '#shared/admin/read-input.ts';
import type { RemovedAnswer, SchemaAnswer, SchemasAnswer } from '#shared/admin/schema-contract.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';
import { withoutSchema, withSchema } from '#shared/scim/custom/change-declarations.ts';
import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { parseSchema } from '#shared/scim/custom/parse-schema.ts';
import { renderSchema } from '#shared/scim/discovery.ts';

const path = '/tenants/{tenant}/schemas';

export const schemaRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: listSchemas },
  { method: 'GET', path: `${path}/{urn}`, handle: showSchema },
  { method: 'PUT', path: `${path}/{urn}`, handle: putSchema },
  { method: 'DELETE', path: `${path}/{urn}`, handle: deleteSchema },
];

/** Uploads are documents of SCIM, whatever their sender calls them. */
export const DOCUMENT_TYPES = ['application/json', 'application/scim+json'];

export const versionQuery = z.strictObject({ version: z.optional(wholeNumber) });

const putQuery = z.strictObject({
  /** Name of a resource type. */
  extends: z.optional(z.string()),
  required: z.optional(z.enum(['true', 'false'])),
});

async function listSchemas(call: AdminCall): Promise<Response> {
  const asked = readQuery(call.url, versionQuery);
  const { id: tenantId } = await tenantOf(call);
  const declared = await declaredBy(call.context, tenantId, asked.version);
  const { schemas, resourceTypes } = declared.declarations;
  const answer: SchemasAnswer = {
    ...versionOf(declared),
    schemas: schemas.map(({ id, name, attributes }) => ({
      id,
      name,
      attributes: attributes.length,
      extends: extendedBy(declared.declarations, id),
      resourceTypes: resourceTypes.filter(({ schema }) => schema === id).map((type) => type.name),
    })),
  };
  return Response.json(answer);
}

async function showSchema(call: AdminCall): Promise<Response> {
  const asked = readQuery(call.url, versionQuery);
  const { id: tenantId } = await tenantOf(call);
  const declared = await declaredBy(call.context, tenantId, asked.version);
  return Response.json(answerOf(call, declared));
}

async function putSchema(call: AdminCall): Promise<Response> {
  const asked = readQuery(call.url, putQuery);
  const schema = parseSchema(await readJson(call.request, DOCUMENT_TYPES));
  if (schema.id !== call.params['urn']) {
    throw new DomainError('invalidValue', `id: is ${schema.id}; put it at the path of that name.`);
  }
  if (asked.required !== undefined && asked.extends === undefined) {
    throw new DomainError('invalidValue', 'required: name the resource type in extends as well.');
  }
  const extension =
    asked.extends === undefined
      ? undefined
      : { resourceType: asked.extends, required: asked.required === 'true' };
  const { id: tenantId } = await tenantOf(call);
  let isNew = false;
  const declared = await declare(call.context, tenantId, (declarations) => {
    isNew = !declarations.schemas.some(({ id }) => id === schema.id);
    return withSchema(declarations, schema, extension);
  });
  return Response.json(answerOf(call, declared), { status: isNew ? 201 : 200 });
}

async function deleteSchema(call: AdminCall): Promise<Response> {
  const { id: tenantId } = await tenantOf(call);
  const urn = call.params['urn'] ?? '';
  const declared = await declare(call.context, tenantId, (declarations) =>
    withoutSchema(declarations, urn),
  );
  const answer: RemovedAnswer = versionOf(declared);
  return Response.json(answer);
}

function answerOf({ context, params }: AdminCall, declared: Declared): SchemaAnswer {
  const urn = params['urn'] ?? '';
  const schema = declared.declarations.schemas.find(({ id }) => id === urn);
  if (!schema) {
    const detail = `Version ${declared.version} has no schema ${urn.slice(0, 200)}. List the schemas to see their names.`;
    throw new DomainError('notFound', detail);
  }
  const document = { ...renderSchema(schema, context.scimBaseUrl), id: urn, name: schema.name };
  return {
    ...versionOf(declared),
    schema: document,
    extends: extendedBy(declared.declarations, urn),
  };
}

function extendedBy({ extensions }: Declarations, urn: string): SchemaAnswer['extends'] {
  return extensions
    .filter(({ schema }) => schema === urn)
    .map(({ resourceType, required }) => ({ resourceType, required }));
}

export function versionOf({ version, createdAt }: Declared): RemovedAnswer {
  return { version, createdAt: createdAt ?? null };
}
