/** What may be said of an event in a log: ids, counts and names, never what people sent. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line of JSON, as CloudWatch Logs takes it apart. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: LogFields = {},
): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

/** Logs an error that nobody foresaw, with its causes. */
export function logError(message: string, error: unknown, fields: LogFields = {}): void {
  log('error', message, { ...fields, ...described(error) });
}

function described(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause === undefined ? {} : prefixed('cause', described(error.cause));
  // A parser's message quotes what it read, which may be a person's.
  const detail = error instanceof SyntaxError ? undefined : error.message;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return { error: error.name, detail, frames: frames.slice(0, 8).join('\n'), ...cause };
}

function prefixed(prefix: string, fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, v]) => [`${prefix}.${name}`, v]));
}
