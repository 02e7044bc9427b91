import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import {
  DEFAULT_PAGE,
  MAX_PAGE,
  type UserAnswer,
  type UsersAnswer,
} from '#shared/admin/admin-contract.ts';
import { readQuery, wholeNumber } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { scopeOf, userOf } from '#shared/admin/user-of-path.ts';
import { type KeptState, stateOf } from '#shared/identity/lifecycle-state.ts';
import type { Selection } from '#shared/identity/matching-resources.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { searchResources } from '#shared/identity/search-resources.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { userType } from '#shared/scim/resource-types.ts';

export const userRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: '/tenants/{tenant}/users', handle: listUsers },
  { method: 'GET', path: '/tenants/{tenant}/users/{id}', handle: showUser },
];

const usersQuery = z.strictObject({
  directory: z.optional(z.string()),
  userName: z.optional(z.string()),
  startIndex: z._default(wholeNumber, 1),
  count: z._default(wholeNumber, DEFAULT_PAGE),
});

/** The users that all directories of a tenant share, or those that one keeps to itself. */
async function listUsers(call: AdminCall): Promise<Response> {
  const asked = readQuery(call.url, usersQuery);
  const { id: tenantId } = await tenantOf(call);
  const scope = await scopeNamed(call, tenantId, asked.directory);
  const startIndex = Math.max(1, asked.startIndex);
  const { total, records } = await searchResources(call.context.identity, scope, {
    selections: [asked.userName === undefined ? everybody : named(asked.userName)],
    startIndex,
    count: Math.min(MAX_PAGE, asked.count),
  });
  const answer: UsersAnswer = { total, startIndex, users: records.map(userShown) };
  return Response.json(answer);
}

async function showUser(call: AdminCall): Promise<Response> {
  return Response.json(userShown(await userOf(call, await scopeOf(call))));
}

const everybody: Selection = { type: userType, terms: [] };

function named(userName: string): Selection {
  const wanted = userName.toLowerCase();
  return {
    type: userType,
    terms: [{ attribute: 'userName', value: userName }],
    matches: ({ attributes }) => text(attributes['userName'])?.toLowerCase() === wanted,
  };
}

/** A user as the admin API shows them. */
export function userShown(record: ResourceRecord): UserAnswer {
  const { id, version, created, lastModified, attributes, externalIds } = record;
  const displayName = text(attributes['displayName']);
  return {
    id,
    userName: text(attributes['userName']) ?? '',
    ...(displayName !== undefined && { displayName }),
    active: isActive(attributes),
    state: stateOf(record),
    ...(record.state && sinceWhen(record.state)),
    ...record.planned,
    externalIds: { ...externalIds },
    version,
    created,
    lastModified,
  };
}

/** Of who was let go since it is the suspension that goes on under that. */
function sinceWhen({ name, since, by }: KeptState): Pick<UserAnswer, 'since' | 'by' | 'heldSince'> {
  return name === 'deactivated' ? { heldSince: since } : { since, by };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
