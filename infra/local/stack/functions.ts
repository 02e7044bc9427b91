import { availableParallelism } from 'node:os';
import { type InvokeAsync, invokeAsync } from '../lambda/async-invocation.ts';
import { configureFunction, type FunctionSurroundings } from '../lambda/function-configuration.ts';
import { LambdaFunction } from '../lambda/lambda-function.ts';
import { StartError } from '../start-error.ts';
import type { Resource } from '../template/template.ts';
import type { Surroundings } from './surroundings.ts';

/** The functions of the app. */
export class Functions {
  readonly byArn: ReadonlyMap<string, LambdaFunction>;
  readonly #byName: ReadonlyMap<string, LambdaFunction>;

  constructor(resources: readonly Resource[], surroundings: FunctionSurroundings) {
    const made = resources.map(
      (one) => [one, new LambdaFunction(configureFunction(one, surroundings))] as const,
    );
    this.byArn = new Map(made.map(([{ arn }, lambda]) => [arn, lambda]));
    this.#byName = new Map(made.map(([{ name }, lambda]) => [name, lambda]));
  }

  /** @throws StartError when there is none of this name or ARN. */
  get(nameOrArn: string): LambdaFunction {
    const found = this.byArn.get(nameOrArn) ?? this.#byName.get(nameOrArn);
    if (!found) throw new StartError(`There is no function ${nameOrArn}.`);
    return found;
  }

  /** Resolves, with one line for the terminal, when one of them can no longer be loaded. */
  get hopeless(): Promise<string> {
    return Promise.race([...this.byArn.values()].map((lambda) => lambda.hopeless));
  }

  /**
   * Loads each of them once: as many at a time as there are processors, since each has a time to be loaded in.
   *
   * @throws StartError for the first that cannot be loaded.
   */
  async warm(): Promise<void> {
    const waiting = this.byArn.values();
    const warmNext = async () => {
      for (const lambda of waiting) await warm(lambda);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, warmNext));
  }

  /** The functions as rules and schedules invoke them, by ARN. */
  asynchronous({ clock, queues, signal, terminal }: Surroundings): Map<string, InvokeAsync> {
    const settings = { clock, send: queues.send, signal, warn: terminal.warn };
    return new Map(
      [...this.byArn].map(([arn, lambda]) => {
        const { deadLetterArn } = lambda;
        return [arn, invokeAsync({ ...settings, lambda, deadLetterArn })];
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.byArn.values()].map((lambda) => lambda.stop()));
  }
}

async function warm(lambda: LambdaFunction): Promise<void> {
  const failure = await lambda.warm();
  if (!failure) return;
  const { errorType, errorMessage } = failure;
  throw new StartError(`${lambda.title} cannot be loaded: ${errorType}: ${errorMessage}`);
}
