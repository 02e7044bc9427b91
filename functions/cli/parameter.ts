import * as z from 'zod/mini';
import { usageError } from '#functions/cli/cli-error.ts';
import { describeIssue } from '#shared/admin/describe-issue.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

/** A value that a command takes: as an argument by its place, as an option by its name. */
export interface Parameter<Schema extends z.ZodMiniType = z.ZodMiniType> {
  /** Makes the value of the text that was given, or of `undefined`, which it refuses when it must be given. */
  readonly schema: Schema;
  readonly placeholder: string;
  readonly summary: string;
}

export type ParameterTable = Readonly<Record<string, Parameter>>;

export type Values<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: z.output<Table[Name]['schema']>;
};

/** What was typed, by name of the parameter. */
export type Texts = Readonly<Record<string, string>>;

/**
 * @param label How the person knows the parameter, such as `--tenant`.
 * @throws CliError naming every parameter that is missing or wrong.
 */
export function readValues<Table extends ParameterTable>(
  table: Table,
  texts: Texts,
  label: (name: string) => string,
  advice: string,
): Values<Table> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { schema }] of Object.entries(table)) {
    const result = schema.safeParse(texts[name], { error: describeIssue });
    if (result.success) values[name] = result.data;
    else problems.push(...result.error.issues.map(({ message }) => `${label(name)}: ${message}`));
  }
  if (problems.length > 0) throw usageError(`${problems.join('; ')}.`, advice);
  return values as Values<Table>;
}

export function isRequired({ schema }: Parameter): boolean {
  return !schema.safeParse(undefined).success;
}

/** `startIndex` is typed as `--start-index`. */
export function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Any text but an empty one. */
export const text = z.string().check(z.minLength(1, 'is empty'));

/** An id; `listing` is the command that shows it, such as `app list`. */
export function idFrom(listing: string) {
  return z.string().check(z.refine(isId, `use the id that \`${listing}\` shows`));
}

/** A file that a command reads. */
export function fileOption(summary: string) {
  return { schema: text, placeholder: 'FILE', summary } satisfies Parameter;
}

/** A parameter that may be left out where others need it. */
export function optional<Schema extends z.ZodMiniType>(
  parameter: Parameter<Schema>,
  summary = parameter.summary,
) {
  return { ...parameter, schema: z.optional(parameter.schema), summary };
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number) {
  const fits = (text: string) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z.pipe(
    z.string().check(z.refine(fits, `use a whole number from ${least} to ${most}`)),
    z.transform(Number),
  );
}
