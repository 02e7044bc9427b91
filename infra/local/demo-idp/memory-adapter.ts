import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What one demo identity provider keeps, by `<model>:<id>`. */
export type DemoMemory = Map<string, Entry>;

/** Sessions, codes, tokens and clients of oidc-provider, for as long as the process lives. */
export class MemoryAdapter implements Adapter {
  readonly #memory: DemoMemory;
  readonly #model: string;

  constructor(memory: DemoMemory, model: string) {
    this.#memory = memory;
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const lifetime = expiresIn === undefined ? Number.POSITIVE_INFINITY : expiresIn * 1_000;
    this.#memory.set(this.#key(id), { payload, expiresAt: Date.now() + lifetime });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#memory.get(this.#key(id));
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    this.#memory.delete(this.#key(id));
    return undefined;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy((payload) => payload.uid === uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#memory.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.#memory) {
      if (this.#isOwn(key) && payload.grantId === grantId) this.#memory.delete(key);
    }
  }

  async #findBy(wanted: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    for (const [key, { payload, expiresAt }] of this.#memory) {
      if (this.#isOwn(key) && expiresAt > Date.now() && wanted(payload)) return payload;
    }
    return undefined;
  }

  #isOwn(key: string): boolean {
    return key.startsWith(`${this.#model}:`);
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }
}
