import { join } from 'node:path';
import { commandTable } from '#functions/cli/command-table.ts';
import { runCli } from '#functions/cli/run-cli.ts';

// `rollcall user list | head` closes the pipe early; that is no reason to complain.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  process.exit(code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCli(process.argv.slice(2), commandTable, {
  environment: process.env,
  localFile: join(import.meta.dirname, '../../.rollcall/local.json'),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
