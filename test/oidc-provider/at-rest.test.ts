import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpBrowser } from '../support/http-browser.ts';
import { newTable } from '../support/new-table.ts';
import { createProviderWorld, type ProviderWorld } from './support/provider-world.ts';

let world: ProviderWorld;
let rows: () => Promise<string>;
beforeAll(async () => {
  const table = await newTable();
  world = await createProviderWorld(table);
  rows = async () => {
    const { Items, LastEvaluatedKey } = await table.client.send(
      new ScanCommand({ TableName: table.tableName }),
    );
    expect(LastEvaluatedKey).toBeUndefined();
    return JSON.stringify(Items);
  };
});
afterAll(() => world.close());

test('nothing that opens something lies in the table as it was handed out', async () => {
  const secrets = new Set<string>();
  const uids: string[] = [];
  for (const accessTokenFormat of ['jwt', 'opaque'] as const) {
    const app = await world.newApp({ accessTokenFormat });
    world.admit(await world.newPerson());
    const admitted = world.door.open;
    world.door.open = async (tenantId, uid, browserHash) => {
      uids.push(uid);
      secrets.add(uid);
      expect(await rows()).not.toContain(uid);
      await admitted(tenantId, uid, browserHash);
    };
    const browser = new HttpBrowser();
    const { callback, checks } = await world.authorize(app, browser);
    const code = callback.searchParams.get('code') ?? '';
    expect(await rows()).not.toContain(code);
    const tokens = await client.authorizationCodeGrant(app.config, callback, checks);
    const next = await client.refreshTokenGrant(app.config, tokens.refresh_token ?? '');
    for (const secret of [code, app.secret, ...browser.cookies.map(({ value }) => value)]) {
      secrets.add(secret);
    }
    for (const answer of [tokens, next]) {
      for (const token of [answer.access_token, answer.refresh_token, answer.id_token]) {
        secrets.add(token ?? '');
      }
    }
    await client.tokenIntrospection(app.config, next.access_token);
  }
  expect(uids).toHaveLength(2);
  // Of each format: interaction, code, secret, session cookie, two of both tokens, ID tokens of one second the same.
  expect(secrets.size).toBeGreaterThanOrEqual(18);
  const stored = await rows();
  expect(stored).toContain('#OIDC#RefreshToken#');
  expect(stored).toContain('#OIDC#Session#');
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(20);
    expect(stored).not.toContain(secret);
  }
});
