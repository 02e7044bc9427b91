import type { Clock } from '../clock.ts';
import type { DynamoDBLocal } from '../dynamodb-local.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import type { Queues } from '../queue/queues.ts';

/** Where a running stack says what the person in front of it should know. */
export interface Terminal {
  warn(line: string): void;
  /** A line that a function wrote. */
  functionLog(title: string, stream: 'stdout' | 'stderr', line: string): void;
}

/** What runs already when the app's resources are brought up. */
export interface Surroundings {
  readonly dynamodb: DynamoDBLocal;
  readonly queues: Queues;
  readonly httpApi: HttpApi;
  readonly clock: Clock;
  readonly terminal: Terminal;
  /** Variables for every function beside its own: what is so on this machine alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where stream positions and keys are kept; without it, they are not. */
  readonly dataFolder: string | undefined;
  /** Aborted when everything is to end. */
  readonly signal: AbortSignal;
}

export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
