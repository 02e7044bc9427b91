import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { artefactItem } from '#functions/adapters/dynamodb/artefact-item.ts';
import { type Item, keyItem } from '#functions/adapters/dynamodb/attributes.ts';
import { createConnectionStore } from '#functions/adapters/dynamodb/connection-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { signInPorts } from '#functions/sign-in/sign-in-ports.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { interactionCookie } from '#shared/sessions/provider-cookies.ts';
import { type Connection, secretOwner } from '#shared/sign-in/connection.ts';
import { createSignIn } from '#shared/sign-in/web/create-sign-in.ts';
import { requestFor, startServer } from '../../functions/cli/support/test-server.ts';
import { HttpBrowser } from '../../support/http-browser.ts';
import { newTable } from '../../support/new-table.ts';
import { appFor } from '../../support/sessions.ts';
import { testSecretBox } from '../../webhooks/support/test-secret-box.ts';
import { sampleConnection } from './sample-connection.ts';

export type SignInWorld = Awaited<ReturnType<typeof createSignInWorld>>;

/** Sign-in as it is deployed, over a table of its own and HTTP on loopback; apps are where the browser goes on. */
export async function createSignInWorld({ patience = 10_000 } = {}) {
  const { client, tableName } = await newTable();
  const table = createTable(client, tableName);
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const newId = createNewId(clock);
  const secretBox = await testSecretBox();
  const sleep = (ms: number) => new Promise<void>((go) => setTimeout(go, ms));
  /** Whose addresses are somewhere on this machine. */
  const routes = new Map<string, string>();
  const outgoing = createOutgoingHttp({ local: true });
  // Nobody waits for what never comes as long as people would.
  const http: OutgoingHttp = (url, request) => {
    const [from = '', to = ''] = [...routes].find(([prefix]) => url.startsWith(prefix)) ?? [];
    const timeout = Math.min(request.timeout ?? patience, patience);
    return outgoing(url.replace(from, to), { ...request, timeout });
  };
  const process = { clock, newId, sleep, random: Math.random };
  const ports = signInPorts({ ...process, table, http, secretBox, local: true });
  const unforeseen: unknown[] = [];
  let requests = 0;
  const api = createSignIn({ ...ports, report: (error) => unforeseen.push(error) });
  const server = await startServer((received) => {
    if (!received.target.startsWith('/sign-in/'))
      return new Response(`went on: ${received.target}`);
    requests += 1;
    return api(requestFor(server.origin, received), `request-${requests}`);
  });
  const tenancy = createTenancyStore(table);
  const connections = createConnectionStore(table);
  for (const id of ['acme', 'globex']) {
    await tenancy.createTenant({ id, createdAt: new Date(clock.now()).toISOString() });
  }
  const app = appFor();
  await createAppStore(table).createApp(app);

  /** A connection of acme whose client secret is `secret`. */
  async function connect(changed: Partial<Connection>, secret = 'secret'): Promise<Connection> {
    const connection = sampleConnection(changed);
    const sealedSecret = await secretBox.seal(secretOwner(connection), secret);
    const sealed = { ...connection, sealedSecret };
    await connections.createConnection(sealed);
    return sealed;
  }

  /** A request of an app to sign somebody in, as the provider leaves it, begun in that browser. */
  async function begun(
    browser: HttpBrowser,
    params: object = {},
    prompt: object = {},
    accountId?: string,
  ) {
    const uid = `interaction-${newId()}`;
    const artefact = {
      jti: uid,
      kind: 'Interaction',
      params: { client_id: app.id, ...params },
      prompt: { name: 'login', reasons: ['no_session'], details: {}, ...prompt },
      returnTo: `${server.origin}/oidc/acme/auth/${uid}`,
      ...(accountId !== undefined && { session: { accountId } }),
    };
    const until = Math.floor(clock.now() / 1_000) + 3_600;
    const Item = artefactItem('acme', 'Interaction', uid, artefact, until);
    await table.writeAll([{ PutRequest: { Item } }]);
    const path = `/sign-in/acme/i/${uid}`;
    const cookie = await ports.interactions.interaction('acme', uid);
    browser.cookies.push({
      host: '127.0.0.1',
      path,
      name: interactionCookie('acme'),
      value: cookie?.cookie.value ?? '',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
    });
    return { uid, url: `${server.origin}${path}` };
  }

  /** As when its hour has passed. */
  async function interactionOver(uid: string): Promise<void> {
    const Key = keyItem(keys.artefact('acme', 'Interaction', uid));
    await table.writeAll([{ DeleteRequest: { Key } }]);
  }

  async function rows(): Promise<Item[]> {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
    return Items;
  }

  /**
   * A text for each row that lasts: buckets of limits, and attempts that nobody took, are over in minutes. How often a
   * browser left is counted before anybody answers.
   */
  async function written(all?: readonly Item[]): Promise<string[]> {
    const items = all ?? (await rows());
    return items
      .filter(({ sk }) => sk?.S !== 'PERMITS' && sk?.S !== 'ATTEMPT')
      .map(({ waysOut: _, ...item }) => JSON.stringify(item));
  }

  /** What was told, in order, by the names of its events. */
  async function told(all?: readonly Item[]) {
    const items = (all ?? (await rows())).filter((item) => item['type']?.S === 'outbox');
    const records = items.map(outboxRecord).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    return records.flatMap((record) =>
      record.happenings.map((happening) => ({ ...record, happening })),
    );
  }

  return {
    ...{ app, begun, client, clock, connect, connections, http, ports, rows, tableName },
    ...{ interactionOver, told, unforeseen },
    ...{ routes, written },
    origin: server.origin,
    newBrowser: () => new HttpBrowser(),
    close: () => server.close(),
  };
}
