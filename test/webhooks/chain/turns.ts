import { setImmediate } from 'node:timers/promises';

export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets what goes on outside this thread happen one at a time, in the order in which it was asked for: which answer
 * comes first is then no chance that a seed could not replay.
 */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const own = last.then(settled).then(work);
    last = own.catch(() => undefined);
    return await own;
  };
}

const subtleWork = ['decrypt', 'deriveKey', 'digest', 'encrypt', 'importKey', 'sign'] as const;

/** The thread pool of Web Crypto works in turn as well. @returns what undoes it. */
export function cryptoInTurn(inTurn: InTurn): () => void {
  const { subtle } = crypto;
  for (const name of subtleWork) {
    const work = subtle[name];
    const value = (...inputs: unknown[]) =>
      inTurn<unknown>(() => Reflect.apply(work, subtle, inputs));
    Object.defineProperty(subtle, name, { value, configurable: true });
  }
  return () => {
    for (const name of subtleWork) Reflect.deleteProperty(subtle, name);
  };
}

/** Whatever is to be gathered in the turn of the event loop at hand (see `createCoalescingReader`) has been. */
async function settled(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
