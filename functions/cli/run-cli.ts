import { createAdminClient } from '#functions/cli/admin-client.ts';
import { printable } from '#functions/cli/align-columns.ts';
import { CliError } from '#functions/cli/cli-error.ts';
import type { CommandGroup } from '#functions/cli/command.ts';
import { connect } from '#functions/cli/connect.ts';
import { commandHelp, groupHelp, programHelp } from '#functions/cli/help.ts';
import type { Whereabouts } from '#functions/cli/locate-admin-api.ts';
import { type Call, type Invocation, parseCommandLine } from '#functions/cli/parse-command-line.ts';

export interface Terminal extends Omit<Whereabouts, 'adminUrl'> {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs one command and gives the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runCli(
  argv: readonly string[],
  groups: readonly CommandGroup[],
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  try {
    const invocation = parseCommandLine(argv, groups);
    const text =
      invocation.kind === 'help'
        ? helpFor(invocation, groups)
        : await outcomeOf(invocation, terminal);
    terminal.out(`${text}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const lines = [`rollcall: ${error.message}`, ...(error.advice ? [error.advice] : [])];
    terminal.err(`${lines.map(printable).join('\n')}\n`);
    return error.exitCode;
  }
}

/** For commands that ask nobody. */
const nobody = createAdminClient('', async () => {
  throw new CliError('This command asks nobody.');
});

async function outcomeOf({ command, typed, adminUrl, json }: Call, terminal: Terminal) {
  const perform = command.prepare(typed);
  const admin = command.offline ? nobody : await connect({ ...terminal, adminUrl });
  const outcome = await perform(admin, (told) =>
    terminal.out(`${json ? JSON.stringify(told.json) : told.text}\n`),
  );
  if (!json) return outcome.text;
  if (!outcome.lines) return JSON.stringify(outcome.json, null, 2);
  return outcome.lines.map((line) => JSON.stringify(line)).join('\n');
}

function helpFor(
  { group, command }: Extract<Invocation, { kind: 'help' }>,
  groups: readonly CommandGroup[],
): string {
  if (!group) return programHelp(groups);
  return command ? commandHelp(group, command) : groupHelp(group);
}
