import type { AdminClient } from '#functions/cli/admin-client.ts';
import {
  optionName,
  type ParameterTable,
  readValues,
  type Texts,
  type Values,
} from '#functions/cli/parameter.ts';

/** How people call this program. */
export const PROGRAM = 'npm run rollcall --';

export interface Typed {
  readonly arguments: Texts;
  readonly options: Texts;
  /** Where the person may look when something in it is wrong. */
  readonly advice: string;
}

/** A part of what a command has to tell, before it is done. */
export interface Told {
  /** For machines, with `--json`, on a line of its own. */
  readonly json: unknown;
  /** For people. */
  readonly text: string;
}

interface Outcome extends Told {
  /** For machines, line by line, instead of `json`. */
  readonly lines?: readonly unknown[];
}

interface Description<Arguments, Options> {
  /** The word that calls it within its group. */
  readonly name: string;
  /** One line for lists of commands: what it does, in the imperative. */
  readonly summary: string;
  /** Whether it asks nobody; it needs no admin API then. */
  readonly offline?: true;
  /** A paragraph for its own help: what that means and when it is wanted. */
  readonly description: string;
  /** In the order in which they are typed. */
  readonly arguments: Arguments;
  readonly options: Options;
  /** What is typed after the program's name, and what it printed; the suite runs it. */
  readonly example: { readonly typed: string; readonly printed: string };
  /** What people do after it. */
  readonly next: string;
}

export interface Command extends Description<ParameterTable, ParameterTable> {
  /** Checks what was typed and gives what is left to do. @throws CliError when it is wrong. */
  readonly prepare: (
    typed: Typed,
  ) => (admin: AdminClient, tell: (told: Told) => void) => Promise<Outcome>;
}

export interface CommandGroup {
  readonly name: string;
  /** Another word for it, which stands in no help. */
  readonly alias?: string;
  /** What it is about, in a few words. */
  readonly summary: string;
  readonly description: string;
  readonly commands: readonly Command[];
}

interface Definition<Arguments extends ParameterTable, Options extends ParameterTable, Answer>
  extends Description<Arguments, Options> {
  readonly run: (
    admin: AdminClient,
    inputs: Values<Arguments> & Values<Options>,
    /** Prints at once what cannot wait for the end. */
    tell: (told: Told) => void,
  ) => Promise<Answer>;
  /** What `--json` prints line by line, where one document would not do. */
  readonly lines?: (answer: Answer) => readonly unknown[];
  readonly show: (answer: Answer, inputs: Values<Arguments> & Values<Options>) => string;
}

/** A row of the command table; parsing, checks and help all read it. */
export function defineCommand<
  const Arguments extends ParameterTable,
  const Options extends ParameterTable,
  Answer,
>({ run, show, lines, ...described }: Definition<Arguments, Options, Answer>): Command {
  const placeholder = (name: string) => described.arguments[name]?.placeholder ?? name;
  return {
    ...described,
    prepare(typed) {
      const inputs = {
        ...readValues(described.arguments, typed.arguments, placeholder, typed.advice),
        ...readValues(described.options, typed.options, optionName, typed.advice),
      };
      return async (admin, tell) => {
        const answer = await run(admin, inputs, tell);
        const text = show(answer, inputs);
        return { json: answer, text, ...(lines && { lines: lines(answer) }) };
      };
    },
  };
}
