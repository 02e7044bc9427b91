import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { type Declared, declare, declaredBy } from '#shared/admin/declare.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import type { ResourceTypeAnswer, ResourceTypesAnswer } from '#shared/admin/schema-contract.ts';
import { DOCUMENT_TYPES, versionOf, versionQuery } from '#shared/admin/schema-routes.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';
import { withoutResourceType, withResourceType } from '#shared/scim/custom/change-declarations.ts';
import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import { parseResourceType } from '#shared/scim/custom/parse-resource-type.ts';
import { renderResourceType } from '#shared/scim/discovery.ts';

const path = '/tenants/{tenant}/resource-types';

export const resourceTypeRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: listTypes },
  { method: 'GET', path: `${path}/{name}`, handle: showType },
  { method: 'PUT', path: `${path}/{name}`, handle: putType },
  { method: 'DELETE', path: `${path}/{name}`, handle: deleteType },
];

async function listTypes(call: AdminCall): Promise<Response> {
  const declared = await declaredOf(call);
  const answer: ResourceTypesAnswer = {
    ...versionOf(declared),
    resourceTypes: documentsOf(call, declared.declarations),
  };
  return Response.json(answer);
}

async function showType(call: AdminCall): Promise<Response> {
  const declared = await declaredOf(call);
  return Response.json(answerOf(call, declared));
}

async function putType(call: AdminCall): Promise<Response> {
  const parsed = parseResourceType(await readJson(call.request, DOCUMENT_TYPES));
  const { name } = parsed.type;
  if (name !== call.params['name']) {
    throw new DomainError('invalidValue', `name: is ${name}; put it at the path of that name.`);
  }
  const { id: tenantId } = await tenantOf(call);
  let isNew = false;
  const declared = await declare(call.context, tenantId, (declarations) => {
    isNew = !declarations.resourceTypes.some((type) => type.name === name);
    return withResourceType(declarations, parsed);
  });
  return Response.json(answerOf(call, declared), { status: isNew ? 201 : 200 });
}

async function deleteType(call: AdminCall): Promise<Response> {
  const { id: tenantId } = await tenantOf(call);
  const name = call.params['name'] ?? '';
  const declared = await declare(call.context, tenantId, (declarations) =>
    withoutResourceType(declarations, name),
  );
  return Response.json(versionOf(declared));
}

async function declaredOf(call: AdminCall): Promise<Declared> {
  const { version } = readQuery(call.url, versionQuery);
  const { id: tenantId } = await tenantOf(call);
  return await declaredBy(call.context, tenantId, version);
}

function documentsOf(
  { context }: AdminCall,
  declarations: Declarations,
): ResourceTypesAnswer['resourceTypes'] {
  return declaredTypes(declarations).map((type) => ({
    ...renderResourceType(type, context.scimBaseUrl),
    name: type.name,
    endpoint: type.endpoint,
    schema: type.schema.id,
    ...(type.extensions.length > 0 && {
      schemaExtensions: type.extensions.map(({ schema, required }) => ({
        schema: schema.id,
        required,
      })),
    }),
  }));
}

function answerOf(call: AdminCall, declared: Declared): ResourceTypeAnswer {
  const name = call.params['name'] ?? '';
  const resourceType = documentsOf(call, declared.declarations).find((each) => each.name === name);
  if (resourceType) return { ...versionOf(declared), resourceType };
  const detail = `Version ${declared.version} has no resource type ${name.slice(0, 100)}. List them to see their names.`;
  throw new DomainError('notFound', detail);
}
