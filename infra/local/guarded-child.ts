import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/**
 * The shell becomes the command (`exec`), so the child's pid is the command's own. Before that it leaves a
 * watchdog behind, which reads our end of stdin: when this process dies, however it dies, the read fails and
 * the watchdog kills the command. A line on stdin sends the watchdog home instead.
 */
const GUARDED_EXEC =
  'exec 3<&0; ( read -r line <&3 || kill -9 $$ ) >/dev/null 2>&1 & exec "$0" "$@" </dev/null 3<&-';

const STOP_GRACE_MILLISECONDS = 5_000;

export interface GuardedChild {
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once the child has ended, with how: `exit code 1`, `SIGKILL`, or why it could not start. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a command that cannot outlive this process, in a session of its own: Ctrl-C in the terminal reaches
 * us alone, and we end the child in our own order. Linux and macOS.
 *
 * @param environment What it finds in its environment beside all of ours.
 */
export function startGuardedChild(
  command: string,
  args: readonly string[],
  workingFolder: string,
  environment: Readonly<Record<string, string>> = {},
): GuardedChild {
  const child = spawn('/bin/sh', ['-c', GUARDED_EXEC, command, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    cwd: workingFolder,
    env: { ...process.env, ...environment },
  });
  child.stdin.on('error', () => {}); // the watchdog may be gone first
  const exited = ending(child);
  return {
    pid: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    async stop() {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MILLISECONDS);
      await exited;
      clearTimeout(impatience);
    },
  };
}

function ending(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      child.stdin.end('done\n');
      resolve(signal ?? `exit code ${code}`);
    });
  });
}
