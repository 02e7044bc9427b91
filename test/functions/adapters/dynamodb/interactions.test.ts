import { beforeAll, describe, expect, test } from 'vitest';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { artefactItem, artefactOf } from '#functions/adapters/dynamodb/artefact-item.ts';
import { createInteractions } from '#functions/adapters/dynamodb/interactions.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { createTable, type Table } from '#functions/adapters/dynamodb/table.ts';
import type { Interactions } from '#shared/sessions/interactions.ts';
import { newTable } from '../../../support/new-table.ts';
import { appFor } from '../../../support/sessions.ts';

const app = appFor();
const clock = { at: 1_800_000_000_000, now: () => clock.at };
const LATER = clock.at / 1_000 + 3_600;

let table: Table;
let interactions: Interactions;
beforeAll(async () => {
  const { client, tableName } = await newTable();
  table = createTable(client, tableName);
  const apps = createAppStore(table);
  await apps.createApp(app);
  interactions = createInteractions(table, apps, clock);
});

let count = 0;
/** As oidc-provider keeps one. */
async function begun(params: object, expiresAt = LATER): Promise<string> {
  count += 1;
  const uid = `an-interaction-of-the-test-number-${count}`;
  const artefact = {
    jti: uid,
    kind: 'Interaction',
    params: { client_id: app.id, ...params },
    prompt: { name: 'login', reasons: ['no_session'], details: {} },
    returnTo: `https://id.example.com/oidc/acme/auth/${uid}`,
  };
  const Item = artefactItem('acme', 'Interaction', uid, artefact, expiresAt);
  await table.writeAll([{ PutRequest: { Item } }]);
  return uid;
}

const row = async (uid: string) =>
  (await table.get(keys.artefact('acme', 'Interaction', uid))) ?? {};

describe('an interaction', () => {
  test('says what the app asked for', async () => {
    const uid = await begun({
      login_hint: 'ada@example.com',
      acr_values: 'phr phrh',
      max_age: '600',
      ui_locales: 'sv en',
      connection: 'okta',
      state: 'not for a sign-in',
    });
    expect(await interactions.interaction('acme', uid)).toEqual({
      tenantId: 'acme',
      uid,
      clientId: app.id,
      appName: 'Wiki',
      loginHint: 'ada@example.com',
      acrValues: ['phr', 'phrh'],
      maxAge: 600,
      uiLocales: ['sv', 'en'],
      prompt: { name: 'login', reasons: ['no_session'] },
      hints: { connection: 'okta' },
      returnTo: `/oidc/acme/auth/${uid}`,
      cookie: { name: '__Secure-rollcall-acme-interaction', value: uid },
    });
  });

  test('is of its tenant, and over after its time', async () => {
    const uid = await begun({});
    expect(await interactions.interaction('globex', uid)).toBeUndefined();
    expect(await interactions.interaction('acme', `${uid}x`)).toBeUndefined();
    const late = await begun({}, clock.at / 1_000);
    expect(await interactions.interaction('acme', late)).toBeUndefined();
    await expect(
      interactions.conclude('acme', late, { accountId: 'a.b', authTime: 1, browserHash: 'h' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is concluded or refused once', async () => {
    const uid = await begun({});
    const how = { acr: 'phr', amr: ['hwk'], authTime: 1_800_000_000 };
    const signedIn = { accountId: 'a.b', ...how, browserHash: 'h' };
    await interactions.conclude('acme', uid, signedIn);
    const { result } = artefactOf(await row(uid), uid);
    expect(result).toEqual({
      login: { accountId: 'a.b', acr: 'phr', amr: ['hwk'], ts: 1_800_000_000 },
      browserHash: 'h',
    });

    const again = { code: 'conflict' };
    await expect(interactions.conclude('acme', uid, signedIn)).rejects.toMatchObject(again);
    const denied = { error: 'access_denied', description: 'Not assigned.' };
    await expect(interactions.refuse('acme', uid, denied)).rejects.toMatchObject(again);

    const other = await begun({});
    await interactions.refuse('acme', other, denied);
    expect(artefactOf(await row(other), other)['result']).toEqual({
      error: 'access_denied',
      error_description: 'Not assigned.',
    });
  });

  test('leaves no trace of its id in the table', async () => {
    const uid = await begun({ login_hint: 'ada@example.com' });
    expect(JSON.stringify(await row(uid))).not.toContain(uid);
    expect(artefactOf(await row(uid), uid)).toMatchObject({
      jti: uid,
      returnTo: `https://id.example.com/oidc/acme/auth/${uid}`,
    });
  });
});
