import { DAY } from '#shared/kernel/clock.ts';
import { type JsonObject, newObject, parseJson } from '#shared/kernel/json.ts';
import { seal, sealingKey, unseal } from '#shared/kernel/seal.ts';
import { newSecret } from '#shared/kernel/secret.ts';
import type { SecretBox, SecretOwner } from '#shared/kernel/secret-box.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { ConnectionStore } from '#shared/sign-in/connection-store.ts';

const PURPOSE = 'last claims';
/** Milliseconds. */
const KEPT = 30 * DAY;

interface Ports {
  readonly secretBox: Pick<SecretBox, 'open' | 'seal'>;
  readonly connections: Pick<ConnectionStore, 'keepLastClaims' | 'lastClaims'>;
  readonly clock: { now(): number };
}

/** Keeps what a provider said last, for mappings to be tried on, where the tenant wants that. */
export async function keepLastClaims(
  { secretBox, connections, clock }: Ports,
  connection: Connection,
  claims: JsonObject,
): Promise<void> {
  if (!connection.keepLastClaims) return;
  const secret = newSecret();
  const sealed = {
    secret: await secretBox.seal(ownerOf(connection), secret),
    claims: await seal(await sealingKey(secret, PURPOSE), connection.id, JSON.stringify(claims)),
  };
  await connections.keepLastClaims(connection, sealed, clock.now() + KEPT);
}

/** What the provider said last; undefined when nothing is kept. */
export async function lastClaims(
  { secretBox, connections, clock }: Ports,
  connection: Connection,
): Promise<JsonObject | undefined> {
  const sealed = await connections.lastClaims(connection, clock.now());
  if (!sealed) return undefined;
  const secret = await secretBox.open(ownerOf(connection), sealed.secret);
  const text = await unseal(await sealingKey(secret, PURPOSE), connection.id, sealed.claims);
  return text === undefined ? undefined : Object.assign(newObject(), parseJson(text));
}

/** Not the connection itself: who may read the claims has no business with the client's secret. */
function ownerOf({ tenantId, id }: Connection): SecretOwner {
  return { tenantId, kind: 'claims', id };
}
