/**
 * The inside of one Lambda instance: loads the function's code and calls its handler, one invocation after
 * the other. It runs in a worker thread whose environment and heap are the function's own.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type {
  FunctionError,
  Invocation,
  WorkerMessage,
  WorkerSettings,
} from './worker-protocol.ts';

type Handler = (event: unknown, context: Readonly<Record<string, unknown>>) => unknown;

const settings: WorkerSettings = workerData;

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */
async function loadHandler(): Promise<Handler> {
  const separator = settings.handler.lastIndexOf('.');
  const module = settings.handler.slice(0, separator);
  const name = settings.handler.slice(separator + 1);
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => path.join(settings.taskRoot, module + extension))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw runtimeError('Runtime.ImportModuleError', `Cannot find module '${module}'`);
  }
  const loaded = file.endsWith('.mjs')
    ? await import(pathToFileURL(file).href)
    : createRequire(file)(file);
  const handler: unknown = loaded[name];
  if (typeof handler !== 'function') {
    throw runtimeError(
      'Runtime.HandlerNotFound',
      `${settings.handler} is undefined or not exported`,
    );
  }
  return (event, context) => handler(event, context);
}

function runtimeError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function functionError(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  }
  const { name, message, stack = '' } = thrown;
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}

function contextOf({ requestId, deadline }: Invocation): Readonly<Record<string, unknown>> {
  const { functionName, functionArn, memorySize, logGroupName, logStreamName } = settings;
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memorySize),
    logGroupName,
    logStreamName,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function serve(handler: Handler, invocation: Invocation): Promise<void> {
  const { requestId } = invocation;
  try {
    const answer = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    tell({ kind: 'answer', requestId, payload: JSON.stringify(answer) ?? 'null' });
  } catch (thrown) {
    tell({ kind: 'failure', requestId, error: functionError(thrown) });
  }
}

try {
  const handler = await loadHandler();
  parentPort?.on('message', (invocation: Invocation) => void serve(handler, invocation));
  tell({ kind: 'ready' });
} catch (thrown) {
  tell({ kind: 'initFailure', error: functionError(thrown) });
}
