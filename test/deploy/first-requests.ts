import { equal, match, ok } from 'node:assert/strict';
import * as z from 'zod/mini';
import type { Deployment } from './rollcall-deployment.ts';
import type { Subscriber } from './subscriber.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const EVENT_PATIENCE_MILLISECONDS = 30_000;

const token = z.object({ token: z.string() });
const resource = z.object({ id: z.string() });
const list = z.object({ totalResults: z.number(), Resources: z.optional(z.array(resource)) });
const error = z.object({ scimType: z.optional(z.string()) });
const person = z.extend(resource, { userName: z.string(), active: z.boolean() });

export interface Check {
  readonly name: string;
  /** Rejects when what it checks does not hold. */
  readonly run: () => Promise<void>;
}

/** What an operator, then Okta, then Entra do first, in order; later checks build on earlier ones. */
export function firstRequests(deployment: Deployment, subscriber: Subscriber): Check[] {
  const { scimBaseUrl, adminBaseUrl, rollcall } = deployment;
  const known = { token: '', user: '', group: '' };

  async function scim(status: number, method: string, path: string, body?: object) {
    const response = await fetch(`${scimBaseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${known.token}`,
        ...(body && { 'content-type': 'application/scim+json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    equal(response.status, status, text);
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return { answer, headers: response.headers };
  }

  async function total(path: string): Promise<number> {
    return list.parse((await scim(200, 'GET', path)).answer).totalResults;
  }

  const patch = (status: number, path: string, ...Operations: object[]) =>
    scim(status, 'PATCH', path, { schemas: [PATCH_OP], Operations });

  const operator: Check[] = [
    {
      name: 'the admin API refuses whoever does not sign',
      run: async () => equal((await fetch(`${adminBaseUrl}/tenants`)).status, 403),
    },
    {
      name: 'the CLI creates tenant, directory and token through the signed admin API',
      run: async () => {
        const directory = ['--tenant', 'acme'];
        await rollcall('tenant', 'create', 'acme');
        await rollcall('directory', 'create', 'okta', ...directory, '--dialect', 'lenient');
        const issued = await rollcall('token', 'issue', ...directory, '--directory', 'okta');
        known.token = token.parse(issued).token;
      },
    },
    {
      name: 'SCIM refuses whoever has no token',
      run: async () => equal((await fetch(`${scimBaseUrl}/Users`)).status, 401),
    },
  ];

  const ada = { schemas: [USER], userName: 'ada@acme.example', active: true, externalId: 'okta-1' };
  const byName = '/Users?filter=userName%20eq%20%22ada%40acme.example%22&startIndex=1&count=100';

  const users: Check[] = [
    ...['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'].map((path) => ({
      name: `discovery: GET ${path}`,
      run: async () => {
        const { headers } = await scim(200, 'GET', path);
        match(headers.get('content-type') ?? '', /^application\/scim\+json/);
      },
    })),
    {
      name: 'connection test: the first page of users is empty',
      run: async () => equal(await total('/Users?startIndex=1&count=100'), 0),
    },
    {
      name: 'match before create finds nobody',
      run: async () => equal(await total(byName), 0),
    },
    {
      name: 'create a user',
      run: async () => {
        const { answer, headers } = await scim(201, 'POST', '/Users', ada);
        known.user = resource.parse(answer).id;
        ok(headers.get('location')?.endsWith(`/scim/v2/Users/${known.user}`));
      },
    },
    {
      name: 'read the user back at once',
      run: async () => {
        const { answer } = await scim(200, 'GET', `/Users/${known.user}`);
        const { userName, active } = person.parse(answer);
        equal(userName, ada.userName);
        equal(active, true);
      },
    },
    {
      name: 'match finds the user at once',
      run: async () => equal(await total(byName), 1),
    },
    {
      name: 'the same userName again is a conflict',
      run: async () => {
        const { answer } = await scim(409, 'POST', '/Users', ada);
        equal(error.parse(answer).scimType, 'uniqueness');
      },
    },
    {
      name: 'deactivate, as Entra writes it',
      run: async () => {
        const off = { op: 'Replace', path: 'active', value: 'False' };
        const { answer } = await patch(200, `/Users/${known.user}`, off);
        equal(person.parse(answer).active, false);
      },
    },
  ];

  const groups: Check[] = [
    {
      name: 'push a group',
      run: async () => {
        const group = { schemas: [GROUP], displayName: 'Engineering' };
        known.group = resource.parse((await scim(201, 'POST', '/Groups', group)).answer).id;
      },
    },
    {
      name: 'add a member and see it',
      run: async () => {
        const add = { op: 'Add', path: 'members', value: [{ value: known.user }] };
        await patch(204, `/Groups/${known.group}`, add);
        const { answer } = await scim(200, 'GET', `/Groups/${known.group}`);
        ok(JSON.stringify(answer).includes(known.user), 'the member is not in the group');
      },
    },
  ];

  const events: Check[] = [
    {
      name: 'every change reaches a subscriber of the bus',
      run: async () => {
        const wanted = ['user.created', 'user.deactivated', 'group.created', 'group.member_added'];
        const came = await subscriber.receive(wanted, EVENT_PATIENCE_MILLISECONDS);
        equal(came.toSorted().join(), wanted.toSorted().join());
      },
    },
    {
      name: 'delete the user',
      run: async () => {
        await scim(204, 'DELETE', `/Users/${known.user}`);
        await scim(404, 'GET', `/Users/${known.user}`);
      },
    },
  ];

  return [...operator, ...users, ...groups, ...events];
}
