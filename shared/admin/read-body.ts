import type * as z from 'zod';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';

/** @throws DomainError `invalidValue` naming each member that is wrong, and what {@link readJson} throws. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(await readJson(request, ['application/json']));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new DomainError('invalidValue', `${problems.join('; ')}.`);
}
