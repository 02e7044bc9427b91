import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { kill, pid } from 'node:process';
import { StartError } from './start-error.ts';

/** A folder that one running stack at a time keeps its data in. */
export class DataFolder {
  readonly path: string;
  readonly #lock: string;

  /** @throws StartError when it cannot be used, or another process uses it. */
  constructor(folder: string) {
    this.path = path.resolve(folder);
    this.#lock = path.join(this.path, 'lock');
    try {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      this.#takeLock();
    } catch (error) {
      if (error instanceof StartError) throw error;
      throw new StartError(`ROLLCALL_DATA=${folder} cannot be used: ${String(error)}`);
    }
  }

  release(): void {
    rmSync(this.#lock, { force: true });
  }

  #takeLock(): void {
    try {
      writeFileSync(this.#lock, String(pid), { flag: 'wx' });
    } catch (error) {
      const holder = Number(readFileSync(this.#lock, 'utf8'));
      if (isAlive(holder)) {
        throw new StartError(
          `${this.path} is in use by process ${holder}. End that, or set ROLLCALL_DATA to another folder.`,
        );
      }
      if (Number.isNaN(holder)) throw error;
      writeFileSync(this.#lock, String(pid)); // left behind by one that was killed
    }
  }
}

function isAlive(processId: number): boolean {
  try {
    return kill(processId, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
