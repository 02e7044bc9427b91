import http, { type IncomingMessage } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createAsyncRequestStore } from '#functions/adapters/dynamodb/async-request-store.ts';
import { createBrakeStore } from '#functions/adapters/dynamodb/brake-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createCursorSecret } from '#functions/adapters/dynamodb/cursor-secret.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { system } from '#functions/runtime/system.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';
import { createScimApi } from '#shared/scim-api/create-scim-api.ts';
import { createAuthenticate } from '#shared/tenancy/authenticate.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';

/** Sent by the parent: what to serve; or a question for the CPU time used so far, in microseconds. */
export type ServerMessage =
  | { kind: 'start'; what: 'floor' | 'scim'; endpoint: string; tableName: string; key: Key }
  | { kind: 'cpu' };

type Key = Record<'pk' | 'sk', { S: string }>;

type Serve = (request: IncomingMessage, body: string) => Promise<{ status: number; text: string }>;

const aws = (endpoint: string) => ({
  region: 'eu-west-1',
  endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** The least that any server on DynamoDB does: the SDK as it comes, one GetItem, the item as JSON. */
function floor(endpoint: string, TableName: string, Key: Key): Serve {
  const client = new DynamoDBClient(aws(endpoint));
  return async () => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return { status: 200, text: Item?.['attributes']?.S ?? '' };
  };
}

/** Rollcall's SCIM Lambda: event, middy, token, user, groups, projection. */
function scim(endpoint: string, tableName: string): Serve {
  const table = createTable(createDynamoDB(aws(endpoint)), tableName);
  const tenancy = createTenancyStore(table);
  const store = createIdentityStore(table, system.clock);
  const api = createScimApi({
    ports: { ...system, store },
    authenticate: createAuthenticate({ ...system, store: tenancy }),
    rateLimiter: createRateLimiter({ store: tenancy, clock: system.clock }),
    declarations: createDeclarationStore(table),
    cursorSecret: createCursorSecret(table),
    guardDepartures: createDepartureGuard({
      ...system,
      brakes: createBrakeStore(table),
      store,
      refused: () => undefined,
    }),
    asyncRequests: {
      ...createAsyncRequestStore(table, system.clock),
      handOn: async () => undefined,
    },
    report: (error) => {
      throw error;
    },
  });
  const handler = httpHandler(api);
  return async (request, body) => {
    const { statusCode = 500, body: text = '' } = await handler(eventOf(request, body), context);
    return { status: statusCode, text };
  };
}

// A Lambda context of which nothing here reads anything.
const context = {} as Context;

function eventOf({ url = '/', method = 'GET', headers }: IncomingMessage, body: string) {
  const [rawPath = '/', rawQueryString = ''] = url.split('?');
  const event: Partial<APIGatewayProxyEventV2> = {
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, v]) => [name, String(v)])),
    ...(body !== '' && { body }),
    isBase64Encoded: false,
    requestContext: {
      domainName: 'scim.example.com',
      requestId: 'bench',
      http: { method },
    } as APIGatewayProxyEventV2['requestContext'],
  };
  return event as APIGatewayProxyEventV2;
}

async function listen(serve: Serve): Promise<number> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { status, text } = await serve(request, Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': 'application/scim+json' }).end(text);
    });
  });
  // What waits while another server has its turn keeps its connection.
  server.keepAliveTimeout = 3_600_000;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

// Nobody is left to measure it.
process.on('disconnect', () => process.exit());

process.on('message', async (message: ServerMessage) => {
  if (message.kind === 'cpu') {
    const { user, system: kernel } = process.cpuUsage();
    process.send?.(user + kernel);
    return;
  }
  const { what, endpoint, tableName, key } = message;
  process.send?.(
    await listen(what === 'floor' ? floor(endpoint, tableName, key) : scim(endpoint, tableName)),
  );
});
