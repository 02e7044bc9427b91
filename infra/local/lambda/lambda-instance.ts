import { Worker } from 'node:worker_threads';
import type {
  FunctionError,
  Invocation,
  WorkerMessage,
  WorkerSettings,
} from './worker-protocol.ts';

/** Lambda gives a function this long to load, whatever its own timeout. */
const INIT_TIMEOUT_MILLISECONDS = 10_000;

/** The share of a function's memory that Lambda's runtime lets the old generation of the heap have. */
const HEAP_SHARE = 0.9;

export type Outcome = { readonly payload: string } | { readonly functionError: FunctionError };

export interface InstanceSettings extends WorkerSettings {
  readonly environment: Readonly<Record<string, string>>;
  /** Receives what the function writes, line by line. */
  log(stream: 'stdout' | 'stderr', line: string): void;
}

/** One execution environment of a function: a worker thread that serves one invocation at a time. */
export class LambdaInstance {
  /** Resolves when the code is loaded: with nothing, or with why it could not be. */
  readonly loaded: Promise<FunctionError | undefined>;
  readonly #worker: Worker;
  readonly #settle = new Map<string, (outcome: Outcome) => void>();
  #ended: FunctionError | undefined;

  constructor(settings: InstanceSettings) {
    const { environment, log, ...workerData } = settings;
    this.#worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
      workerData,
      env: { ...environment },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: settings.memorySize * HEAP_SHARE },
      stdout: true,
      stderr: true,
    });
    eachLine(this.#worker.stdout, (line) => log('stdout', line));
    eachLine(this.#worker.stderr, (line) => log('stderr', line));
    this.loaded = this.#loading();
  }

  /** False once the instance has ended: it can only be replaced. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** @param timeout Milliseconds until the instance is ended in the middle of the invocation. */
  async invoke(requestId: string, payload: string, timeout: number): Promise<Outcome> {
    if (this.#ended) return { functionError: this.#ended };
    const outcome = new Promise<Outcome>((resolve) => this.#settle.set(requestId, resolve));
    const timer = setTimeout(() => {
      const seconds = (timeout / 1_000).toFixed(2);
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
      void this.#end({ errorType: 'Sandbox.Timedout', errorMessage });
    }, timeout);
    const invocation: Invocation = { requestId, payload, deadline: Date.now() + timeout };
    this.#worker.postMessage(invocation);
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await this.#end({ errorType: 'Runtime.ExitError', errorMessage: 'The function was stopped.' });
  }

  #loading(): Promise<FunctionError | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const errorMessage = 'Runtime exited: the code took more than 10 seconds to load';
        void this.#end({ errorType: 'Sandbox.Timedout', errorMessage });
      }, INIT_TIMEOUT_MILLISECONDS);
      const finish = (error?: FunctionError) => {
        clearTimeout(timer);
        resolve(error);
      };
      this.#worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') finish();
        else if (message.kind === 'initFailure') void this.#end(message.error);
        else this.#answer(message);
      });
      this.#worker.on('error', (error: unknown) => void this.#end(crash(error)));
      this.#worker.on('exit', (code) => {
        const errorMessage = `Runtime exited with error: exit status ${code}`;
        void this.#end({ errorType: 'Runtime.ExitError', errorMessage });
        finish(this.#ended);
      });
    });
  }

  #answer(message: Extract<WorkerMessage, { requestId: string }>): void {
    const settle = this.#settle.get(message.requestId);
    this.#settle.delete(message.requestId);
    settle?.(
      message.kind === 'answer' ? { payload: message.payload } : { functionError: message.error },
    );
  }

  async #end(why: FunctionError): Promise<void> {
    this.#ended ??= why;
    for (const settle of this.#settle.values()) settle({ functionError: this.#ended });
    this.#settle.clear();
    await this.#worker.terminate();
  }
}

/** What nobody caught inside the function, or its heap that grew too large. */
function crash(error: unknown): FunctionError {
  if (!(error instanceof Error)) {
    return { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(error) };
  }
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'Runtime exited with error: signal: killed',
    };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split('\n') ?? [],
  };
}

function eachLine(stream: NodeJS.ReadableStream, handle: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) handle(line);
  });
  stream.on('end', () => {
    if (rest !== '') handle(rest);
  });
}
