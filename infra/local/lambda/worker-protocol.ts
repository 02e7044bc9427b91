/** What an invoker learns of a function that failed; the shape is Lambda's own. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Handed to a worker when it starts. */
export interface WorkerSettings {
  /** The folder of the unpacked code. */
  readonly taskRoot: string;
  /** `file.export` */
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** MB */
  readonly memorySize: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

export interface Invocation {
  readonly requestId: string;
  /** JSON */
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailure'; readonly error: FunctionError }
  | { readonly kind: 'answer'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failure'; readonly requestId: string; readonly error: FunctionError };
