import { createAsyncRequestStore } from '#functions/adapters/dynamodb/async-request-store.ts';
import { createBrakeStore } from '#functions/adapters/dynamodb/brake-store.ts';
import { createCursorSecret } from '#functions/adapters/dynamodb/cursor-secret.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { hashSecret } from '#shared/kernel/secret.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import type { BrakeSettings } from '#shared/lifecycle/brake.ts';
import { untouchedBrake } from '#shared/lifecycle/directory-brake.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';
import type { DialectName } from '#shared/scim/dialect.ts';
import type { Owner } from '#shared/scim-api/async/async-requests.ts';
import { createScimApi } from '#shared/scim-api/create-scim-api.ts';
import { createAuthenticate } from '#shared/tenancy/authenticate.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import { type DirectoryName, MAX_BURST, MAX_PER_SECOND } from '#shared/tenancy/rate-limit.ts';
import type { Visibility } from '#shared/tenancy/tenant.ts';
import { mintToken } from '#shared/tenancy/token.ts';
import type { TokenScope } from '#shared/tenancy/token-scope.ts';
import { newTable, type TestTable } from './new-table.ts';

export const BASE = 'https://scim.example.com/scim/v2';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
export type Body = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Tests are faster than any provider, and most of them mean something else. */
const unlimited = { perSecond: MAX_PER_SECOND, burst: MAX_BURST };

/** Tests delete whom they like. */
const noBrake = { ...untouchedBrake, revision: 1, settings: { mode: 'off' } } as const;

export interface Client {
  readonly token: string;
  /** `path` is relative to the SCIM root; `body` is sent as JSON unless it is a string. */
  (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** An asynchronous request on its way to whoever carries it out. */
export interface HandedOn {
  readonly owner: Owner;
  readonly txn: string;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** Rollcall over a table of its own, without the Lambda runtime around it. */
export async function createWorld(testTable?: TestTable) {
  const { client, tableName } = testTable ?? (await newTable());
  const table = createTable(client, tableName);
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const tenancy = createTenancyStore(table);
  const declarations = createDeclarationStore(table);
  const store = createIdentityStore(table, clock);
  const newId = createNewId(clock);
  const sleep = async (ms: number) => {
    await new Promise((go) => setTimeout(go, ms));
  };
  const ports = { store, clock, newId, sleep, random: Math.random };
  const unforeseen: unknown[] = [];
  const brakes = createBrakeStore(table);
  const refusedDepartures: DirectoryName[] = [];
  const guardDepartures = createDepartureGuard({
    ...ports,
    brakes,
    refused: (directory) => refusedDepartures.push(directory),
  });
  const handedOn: HandedOn[] = [];
  const api = createScimApi({
    ports,
    authenticate: createAuthenticate({ store: tenancy, clock, hashSecret }),
    rateLimiter: createRateLimiter({ store: tenancy, clock }),
    declarations,
    cursorSecret: createCursorSecret(table),
    guardDepartures,
    asyncRequests: {
      ...createAsyncRequestStore(table, clock),
      handOn: async (owner, txn) => {
        handedOn.push({ owner, txn });
      },
    },
    report: (error) => unforeseen.push(error),
  });

  /** A client of a new directory; the tenant is created when it is not there yet. */
  async function directory(
    dialect: DialectName,
    {
      tenantId = 'acme',
      visibility = 'tenant' as Visibility,
      id = `${dialect}-${newId().slice(-6)}`,
      scope: may = 'full' as TokenScope,
      brake = 'off' as BrakeSettings['mode'],
      hours = 1,
    } = {},
  ): Promise<Client> {
    const createdAt = new Date(clock.now()).toISOString();
    if (!(await tenancy.tenant(tenantId))) await tenancy.createTenant({ id: tenantId, createdAt });
    const scope = { tenantId, dialect, visibility, createdAt };
    await tenancy.createDirectory({ ...scope, id });
    await tenancy.setRateLimit({ tenantId, directoryId: id }, unlimited);
    if (brake === 'off') await brakes.replaceBrake({ tenantId, directoryId: id }, noBrake);
    const tokenId = newId();
    const { token, secretHash } = await mintToken(tokenId);
    const expiresAt = new Date(clock.now() + hours * 3_600_000).toISOString();
    await tenancy.addToken(
      { ...scope, id: tokenId, directoryId: id, scope: may, secretHash, expiresAt },
      clock.now(),
    );
    return clientOf(api, token);
  }

  return {
    api,
    brakes,
    client,
    clock,
    guardDepartures,
    handedOn,
    declarations,
    directory,
    ports,
    refusedDepartures,
    store,
    table,
    tenancy,
    unforeseen,
  };
}

export function clientOf(
  api: (request: Request, requestId: string) => Promise<Response>,
  token: string,
): Client {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const request = new Request(path.startsWith('http') ? path : `${BASE}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const response = await api(request, 'request-1');
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  return Object.assign(send, { token });
}
