import { usageError } from '#functions/cli/cli-error.ts';
import { optionName } from '#functions/cli/parameter.ts';

/** @throws CliError naming what can be changed, when nothing is to be. */
export function requireChange(changes: Readonly<Record<string, unknown>>): void {
  if (Object.values(changes).some((value) => value !== undefined)) return;
  throw usageError(`Say what to change: ${Object.keys(changes).map(optionName).join(', ')}.`);
}
