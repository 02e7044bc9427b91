import { readFile } from 'node:fs/promises';
import type * as z from 'zod/mini';
import { usageError } from '#functions/cli/cli-error.ts';

/**
 * Reads a JSON document.
 *
 * @param page Where an example of one stands.
 * @throws CliError when there is none, or it lacks what `form` asks for.
 */
export async function readDocument<T>(
  file: string,
  form: z.ZodMiniType<T>,
  page: string,
): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw usageError(
      `${file} cannot be read.`,
      'Check the path; it is from the folder you are in.',
    );
  }
  const result = form.safeParse(jsonOf(text, file));
  if (result.success) return result.data;
  const name = result.error.issues[0]?.path.join('.') || 'a JSON object';
  throw usageError(`${file} does not have ${name}.`, `See ${page} for an example.`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    throw usageError(`${file} is not JSON: ${reason}.`);
  }
}
