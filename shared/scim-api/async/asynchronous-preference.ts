/** Longest `Prefer` that is looked at, in characters. */
const MAX_LENGTH = 1_000;

export interface AsynchronousPreference {
  /** Seconds that the client would rather wait for a normal answer than get 202; 0 when it does not say. */
  readonly wait: number;
}

/** What `Prefer` says of `respond-async` and `wait` (RFC 7240 sections 2, 4.1 and 4.3); undefined without the former. */
export function asynchronousPreference(headers: Headers): AsynchronousPreference | undefined {
  const prefer = (headers.get('prefer') ?? '').slice(0, MAX_LENGTH);
  const preferences = prefer.split(',').map((each) => (each.split(';')[0] ?? '').trim());
  if (!preferences.some((each) => /^respond-async(?:\s*=\s*(?:"")?)?$/i.test(each)))
    return undefined;
  const waits = preferences.map((each) => /^wait\s*=\s*"?(\d{1,9})"?$/i.exec(each)?.[1]);
  // Of a preference given twice the first one counts.
  return { wait: Number(waits.find((each) => each !== undefined) ?? 0) };
}
