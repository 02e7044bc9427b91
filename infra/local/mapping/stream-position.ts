import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const positions = z.record(z.string(), z.string());

/** How far a mapping has come in each shard: Lambda remembers it for its mappings, so we do. */
export class StreamPosition {
  readonly #file: string | undefined;
  readonly #last: Map<string, string>;
  #writing: Promise<void> = Promise.resolve();
  #isStale = false;

  /** @param file Where it is kept over restarts; without it, nowhere. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#last = new Map(Object.entries(file === undefined ? {} : read(file)));
  }

  /** Sequence number of the last record of the shard that is done with. */
  get(shardId: string): string | undefined {
    return this.#last.get(shardId);
  }

  /** Resolves when it is on the disk; what comes meanwhile is written together. */
  async set(shardId: string, sequenceNumber: string): Promise<void> {
    this.#last.set(shardId, sequenceNumber);
    if (this.#file === undefined) return;
    this.#isStale = true;
    this.#writing = this.#writing.then(() => this.#write(this.#file ?? ''));
    await this.#writing;
  }

  async #write(file: string): Promise<void> {
    if (!this.#isStale) return;
    this.#isStale = false;
    await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(this.#last)));
    await rename(`${file}.new`, file);
  }
}

function read(file: string): Record<string, string> {
  try {
    return positions.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {}; // a first start, or a file of no use: records come again, which consumers must bear
  }
}
