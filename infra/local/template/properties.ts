import * as z from 'zod';
import { StartError } from '../start-error.ts';
import type { Resource } from './template.ts';

/**
 * A property that a stand-in accepts and does nothing about: it has no effect that a laptop could show.
 * Every property must be either read or declared so; one that is neither stops the start.
 */
export const withoutEffect = z.unknown().optional();

/** @throws StartError naming the resource and each property that its stand-in does not know. */
export function parseProperties<Schema extends z.ZodType>(
  { stackName, logicalId, type, properties }: Resource,
  schema: Schema,
): z.output<Schema> {
  const result = schema.safeParse(properties);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(': '),
  );
  throw new StartError(
    `${stackName}/${logicalId} (${type}) has no complete stand-in here: ${problems.join('; ')}.`,
  );
}
