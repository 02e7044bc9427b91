import { randomUUID } from 'node:crypto';
import type { Data } from './data.ts';
import { newFixture } from './fixture.ts';
import { userNameOf } from './person.ts';
import { populate } from './population.ts';
import type { ScimRequest } from './requests.ts';
import { scimmyGroupId, scimmyUserId, TUNED } from './scimmy-ids.ts';
import { type HttpRequest, type Served, serve, serveScimmy } from './served.ts';

/** A server with its data: the same persons and groups on both sides, under ids of each server's own. */
export interface Contender {
  readonly served: Served;
  /** @param tuned Of SCIMMY: have its handler pick what is wanted. */
  address(request: ScimRequest, tuned?: boolean): HttpRequest;
  /** In no group. */
  readonly newcomers: readonly { readonly id: string; readonly userName: string }[];
  /** Ids by the size with which the group was made. */
  readonly groups: ReadonlyMap<number, string>;
}

/** Rollcall's SCIM Lambda on a table of its own in DynamoDB Local. */
export async function startRollcall(endpoint: string, data: Data): Promise<Contender> {
  const fixture = await newFixture(endpoint);
  const { newcomers, groups } = await populate(fixture, data);
  const { tableName, token } = fixture;
  const key = { pk: { S: '' }, sk: { S: '' } };
  const firstNumber = data.users - data.newcomers;
  return {
    served: await serve({ kind: 'start', what: 'scim', endpoint, tableName, key }),
    address: (request) => ({ ...request, path: `/scim/v2${request.path}`, token }),
    newcomers: newcomers.map(({ id }, n) => ({ id, userName: userNameOf(firstNumber + n) })),
    groups: new Map([...groups].map(([size, { id }]) => [size, id])),
  };
}

/** SCIMMY with scimmy-routers on Express, over Maps in its memory. */
export async function startScimmy(data: Data): Promise<Contender> {
  const { users, newcomers, groups } = data;
  const token = randomUUID();
  const firstNumber = users - newcomers;
  return {
    served: await serveScimmy({ kind: 'start', token, data }),
    address: (request, tuned = false) => ({
      ...request,
      path: `${tuned ? TUNED : '/scim/v2'}${request.path}`,
      token,
    }),
    newcomers: Array.from({ length: newcomers }, (_, n) => ({
      id: scimmyUserId(firstNumber + n),
      userName: userNameOf(firstNumber + n),
    })),
    groups: new Map(groups.map((size) => [size, scimmyGroupId(size)])),
  };
}
