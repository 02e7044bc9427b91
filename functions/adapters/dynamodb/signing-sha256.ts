import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;

/** A signing key lives for a day and the access key for some hours, so there are few of them at a time. */
const keyObjects = new Map<string, KeyObject>();
const MAX_KEYS = 16;

/**
 * The hash that signs requests, as the SDK's `sha256` option wants it. A request is signed with two digests and two
 * HMACs of short texts; the SDK's own class spends most of their time on making hash and key objects.
 */
export class SigningSha256 {
  readonly digestLength = 32;
  readonly #key: KeyObject | undefined;
  #data: Buffer = Buffer.alloc(0);

  constructor(secret?: Data) {
    this.#key = secret === undefined ? undefined : keyObjectOf(bufferOf(secret));
  }

  update(data: Data): void {
    const more = bufferOf(data);
    this.#data = this.#data.length === 0 ? more : Buffer.concat([this.#data, more]);
  }

  async digest(): Promise<Uint8Array> {
    if (!this.#key) return hash('sha256', this.#data, 'buffer');
    return createHmac('sha256', this.#key).update(this.#data).digest();
  }

  reset(): void {
    this.#data = Buffer.alloc(0);
  }
}

function keyObjectOf(secret: Buffer): KeyObject {
  const name = secret.toString('latin1');
  const known = keyObjects.get(name);
  if (known) return known;
  if (keyObjects.size >= MAX_KEYS) keyObjects.clear();
  const key = createSecretKey(secret);
  keyObjects.set(name, key);
  return key;
}

function bufferOf(data: Data): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.from(data);
}
