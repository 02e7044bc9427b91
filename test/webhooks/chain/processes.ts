import { AsyncLocalStorage } from 'node:async_hooks';
import { Crash, type Fault } from '../../support/faults.ts';

interface Process {
  isDead: boolean;
  /** Milliseconds by which its clock is off. */
  readonly skew: number;
}

export type Processes = ReturnType<typeof createProcesses>;

/** Who runs at the moment: what a process that ended still asks for is not done. */
export function createProcesses() {
  const running = new AsyncLocalStorage<Process>();
  let crashes = 0;

  function crash(): Crash {
    const process = running.getStore();
    if (process) process.isDead = true;
    crashes += 1;
    return new Crash();
  }

  return {
    crash,
    crashes: () => crashes,
    skew: () => running.getStore()?.skew ?? 0,

    /** Whether chance has a part in what goes on at the moment. */
    isRunning: () => running.getStore() !== undefined,

    /** @throws Crash when the process has ended. */
    live(): void {
      if (running.getStore()?.isDead) throw new Crash();
    },

    /** What befalls a call of the table; outside of a process there is no chance. */
    befalls(draw: () => Fault | undefined): Fault | undefined {
      const process = running.getStore();
      if (!process) return undefined;
      if (process.isDead) return 'crashBefore';
      const fault = draw();
      if (fault === 'crashBefore' || fault === 'crashAfter') crash();
      return fault;
    },

    /** What the work of a process comes to; undefined when it failed, or was cut short. */
    async run<Result>(skew: number, work: () => Promise<Result>): Promise<Result | undefined> {
      const process: Process = { isDead: false, skew };
      return await running.run(process, async () => {
        try {
          const result = await work();
          return process.isDead ? undefined : result;
        } catch {
          return undefined;
        }
      });
    },
  };
}
