import type { Clock } from '#shared/kernel/clock.ts';

/** Times in milliseconds. */
export interface Renewal {
  /** How long a value is used unasked, and how much longer while it cannot be fetched again. */
  readonly fresh: number;
  readonly usable: number;
  /** Between two fetches, however often somebody wants a newer value; and after one that failed. */
  readonly coolDown: number;
  readonly afterFailure: number;
}

/** What others publish, remembered by this process. Both reject with the reason when there is nothing that is usable. */
export interface RenewingCache<Source, Value> {
  get(source: Source): Promise<Value>;
  /** The same as new as can be: who asks for what it does not have may find what was published a moment ago. */
  renew(source: Source): Promise<Value>;
}

interface Held<Value> {
  value?: Value;
  fetchedAt: number;
  triedAt: number;
  failure?: unknown;
  fetching?: Promise<void>;
}

const MAX_HELD = 1_000;

/** @param nameOf What tells one source from another. */
export function createRenewingCache<Source, Value>(
  clock: Clock,
  renewal: Renewal,
  nameOf: (source: Source) => string,
  fetch: (source: Source) => Promise<Value>,
): RenewingCache<Source, Value> {
  const known = new Map<string, Held<Value>>();

  function heldOf(source: Source): Held<Value> {
    const name = nameOf(source);
    const held = known.get(name) ?? { fetchedAt: 0, triedAt: 0 };
    if (known.size >= MAX_HELD) known.clear();
    known.set(name, held);
    return held;
  }

  /** Never rejects. Those who ask at once share one attempt. */
  async function refresh(source: Source, held: Held<Value>): Promise<void> {
    const wait = held.failure === undefined ? renewal.coolDown : renewal.afterFailure;
    if (!held.fetching && clock.now() - held.triedAt < wait) return;
    held.fetching ??= attempt(source, held).finally(() => {
      delete held.fetching;
    });
    await held.fetching;
  }

  async function attempt(source: Source, held: Held<Value>): Promise<void> {
    held.triedAt = clock.now();
    try {
      held.value = await fetch(source);
      held.fetchedAt = clock.now();
      delete held.failure;
    } catch (error) {
      held.failure = error;
    }
  }

  function usable({ value, fetchedAt, failure }: Held<Value>): Value {
    const isUsable = clock.now() - fetchedAt < renewal.fresh + renewal.usable;
    if (value !== undefined && isUsable) return value;
    throw failure;
  }

  return {
    async get(source) {
      const held = heldOf(source);
      if (clock.now() - held.fetchedAt >= renewal.fresh) await refresh(source, held);
      return usable(held);
    },
    async renew(source) {
      const held = heldOf(source);
      await refresh(source, held);
      return usable(held);
    },
  };
}
