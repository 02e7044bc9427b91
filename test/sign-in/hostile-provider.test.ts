import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '#shared/sign-in/connection.ts';
import { type AttackRow, answerAttacks, claimAttacks, signatureAttacks } from './attacks.ts';
import { type Attack, startHostileProvider } from './support/hostile-provider.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';

let world: SignInWorld;
let hostile: Awaited<ReturnType<typeof startHostileProvider>>;
beforeAll(async () => {
  [world, hostile] = await Promise.all([
    createSignInWorld({ patience: 1_000 }),
    startHostileProvider(),
  ]);
});
afterAll(() => Promise.all([world.close(), hostile.close()]));

let count = 0;

/** Somebody signs in by the provider as it is; gives the last page, and what was written meanwhile. */
async function signIn(attack: Attack, changed: Partial<Connection> = {}) {
  count += 1;
  const issuer = hostile.issuer(`issuer-${count}`, attack);
  const connection = await world.connect({ id: `idp-${count}`, issuer, ...changed });
  const browser = world.newBrowser();
  const { url } = await world.begun(browser, { connection: connection.id });
  const before = await world.written();
  const page = await browser.open(url);
  const rows = await world.rows();
  const written = (await world.written(rows)).filter((row) => !before.includes(row));
  const told = (await world.told(rows)).filter(({ subject }) => subject.id === connection.id);
  await world.connections.deleteConnection(connection);
  return { page, written, told };
}

describe.each<[string, readonly AttackRow[]]>([
  ['signatures', signatureAttacks],
  ['claims', claimAttacks],
  ['answers', answerAttacks],
])('%s', (_, attacks) => {
  test.each(attacks.map((row) => [row[0], row] as const))('%s is refused', async (_, row) => {
    const [, reason, attack, changed] = row;
    const { page, written, told } = await signIn(attack, changed);
    expect(page.body).toMatch(new RegExp(`Request request-\\d+ \\(${reason}\\)`));
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(told.map(({ happening }) => happening)).toEqual([
      { type: 'sign_in.refused', data: { reason, detail: expect.any(String) } },
    ]);
    // The event, and nothing else.
    expect(written).toHaveLength(1);
    expect(world.unforeseen.splice(0)).toEqual([]);
  });
});
