import * as z from 'zod/mini';
import { describeIssue } from '#shared/admin/describe-issue.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';

/** A whole number as a query spells it; up to nine digits. */
export const wholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,9}$/, 'is not a whole number')),
  z.transform(Number),
);

/** @throws DomainError `invalidValue` naming each member that is wrong, and what {@link readJson} throws. */
export async function readBody<T>(request: Request, schema: z.ZodMiniType<T>): Promise<T> {
  return accepted('body', schema, await readJson(request, ['application/json']));
}

/** @throws DomainError `invalidValue` naming each parameter that is wrong, unknown or there twice. */
export function readQuery<T>({ searchParams }: URL, schema: z.ZodMiniType<T>): T {
  const names = [...searchParams.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DomainError('invalidValue', `${twice}: is there twice.`);
  return accepted('query', schema, Object.fromEntries(searchParams));
}

/** @throws DomainError `invalidValue` naming each member that is wrong. */
export function accepted<T>(whole: string, schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: describeIssue });
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? whole : path.join('.')}: ${message}`,
  );
  throw new DomainError('invalidValue', `${problems.join('; ')}.`);
}
