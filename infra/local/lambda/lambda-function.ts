import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration } from './function-configuration.ts';
import { LambdaInstance, type Outcome } from './lambda-instance.ts';
import type { FunctionError } from './worker-protocol.ts';

/** Of a synchronous invocation, both ways. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

/** Enough to show what concurrency does on a laptop; more instances would only fight for its cores. */
const MOST_INSTANCES = 4;

/** A function that fails to load this often in a row will not get better by itself. */
const HOPELESS_LOAD_FAILURES = 5;

/** A function as those see it who invoke it. */
export type Invocable = Pick<LambdaFunction, 'title' | 'arn' | 'invoke'>;

/** The payload is larger than Lambda takes: it answers 413 and does not run the function. */
export class RequestTooLargeError extends Error {
  override readonly name = 'RequestTooLargeException';
}

/** A function with its instances: warm ones are used again, and when all are busy, invocations queue. */
export class LambdaFunction {
  readonly #configuration: FunctionConfiguration;
  readonly #idle: LambdaInstance[] = [];
  readonly #all = new Set<LambdaInstance>();
  readonly #waiting: ((instance: LambdaInstance) => void)[] = [];
  readonly #hopeless = Promise.withResolvers<string>();
  #loadFailures = 0;

  constructor(configuration: FunctionConfiguration) {
    this.#configuration = configuration;
  }

  /** For the terminal. */
  get title(): string {
    return this.#configuration.title;
  }

  /** Seconds. */
  get timeout(): number {
    return this.#configuration.timeout;
  }

  get deadLetterArn(): string | undefined {
    return this.#configuration.deadLetterArn;
  }

  get arn(): string {
    return this.#configuration.functionArn;
  }

  /** Resolves, with one line for the terminal, when the function can no longer be loaded at all. */
  get hopeless(): Promise<string> {
    return this.#hopeless.promise;
  }

  /** Loads a first instance, so that wrong code or a wrong environment shows before any request. */
  async warm(): Promise<FunctionError | undefined> {
    const instance = this.#start();
    const functionError = await instance.loaded;
    if (functionError) return functionError;
    this.#release(instance);
    return undefined;
  }

  /**
   * @param payload JSON.
   * @throws RequestTooLargeError
   */
  async invoke(payload: string, requestId: string = randomUUID()): Promise<Outcome> {
    const size = Buffer.byteLength(payload);
    if (size > PAYLOAD_LIMIT_BYTES) {
      throw new RequestTooLargeError(`${size} byte payload is too large for ${this.title}.`);
    }
    const instance = await this.#acquire();
    try {
      return limitAnswer(await this.#run(instance, requestId, payload));
    } finally {
      this.#release(instance);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((instance) => instance.stop()));
  }

  async #run(instance: LambdaInstance, requestId: string, payload: string): Promise<Outcome> {
    const loadFailure = await instance.loaded;
    if (loadFailure === undefined) {
      this.#loadFailures = 0;
      return instance.invoke(requestId, payload, this.#configuration.timeout * 1_000);
    }
    this.#loadFailures += 1;
    if (this.#loadFailures >= HOPELESS_LOAD_FAILURES) {
      const { errorType, errorMessage } = loadFailure;
      this.#hopeless.resolve(`${this.title} cannot be loaded: ${errorType}: ${errorMessage}`);
    }
    return { functionError: loadFailure };
  }

  async #acquire(): Promise<LambdaInstance> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.alive) return idle;
      this.#all.delete(idle); // it ended after it had answered
    }
    if (this.#all.size < MOST_INSTANCES) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(instance: LambdaInstance): void {
    if (!instance.alive) this.#all.delete(instance);
    const next = this.#waiting.shift();
    if (next) next(instance.alive ? instance : this.#start());
    else if (instance.alive) this.#idle.push(instance);
  }

  #start(): LambdaInstance {
    const instance = new LambdaInstance(this.#configuration);
    this.#all.add(instance);
    return instance;
  }
}

function limitAnswer(outcome: Outcome): Outcome {
  if ('functionError' in outcome) return outcome;
  const size = Buffer.byteLength(outcome.payload);
  if (size <= PAYLOAD_LIMIT_BYTES) return outcome;
  return {
    functionError: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size (${size} bytes) exceeded maximum allowed payload size (${PAYLOAD_LIMIT_BYTES} bytes).`,
    },
  };
}
