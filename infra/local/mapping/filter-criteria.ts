import * as z from 'zod';
import { compileEventPattern, type EventPattern } from '../event-bridge/event-pattern.ts';
import { StartError } from '../start-error.ts';

const MOST_FILTERS = 5;

export const filterCriteria = z.strictObject({
  Filters: z.array(z.strictObject({ Pattern: z.string() })).max(MOST_FILTERS),
});

/**
 * Whether a record passes one of the filters of an event source mapping.
 *
 * @throws StartError when Lambda would not take a pattern.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function compileFilterCriteria(
  criteria: z.output<typeof filterCriteria> | undefined,
): EventPattern {
  const patterns = criteria?.Filters.map(({ Pattern }) =>
    compileEventPattern(parsePattern(Pattern)),
  );
  if (!patterns || patterns.length === 0) return () => true;
  return (record) => patterns.some((matches) => matches(record));
}

function parsePattern(pattern: string): unknown {
  try {
    const parsed: unknown = JSON.parse(pattern);
    // Rules have these two operators, event source mappings do not.
    if (/"(wildcard|cidr)":/.test(JSON.stringify(parsed)))
      throw new SyntaxError('unknown operator');
    return parsed;
  } catch {
    throw new StartError(`An event source mapping has a wrong filter: ${pattern}`);
  }
}
