import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configureFunction } from '#infra/local/lambda/function-configuration.ts';
import { LambdaFunction, RequestTooLargeError } from '#infra/local/lambda/lambda-function.ts';
import type { Resource } from '#infra/local/template/template.ts';
import { eventually } from '../eventually.ts';

const started: LambdaFunction[] = [];
let folder = '';
let logged: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  logged = [];
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((lambda) => lambda.stop()));
  rmSync(folder, { recursive: true });
});

function resource(properties: Record<string, unknown>): Resource {
  return {
    stackName: 'Stack',
    logicalId: 'DoFunctionABCD1234',
    type: 'AWS::Lambda::Function',
    name: 'fn',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
    ref: 'fn',
    attribute: (name) => name,
    properties: {
      Code: { S3Bucket: 'b', S3Key: 'code.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      ...properties,
    },
  };
}

function lambda(code: string, properties: Record<string, unknown> = {}, file = 'index.js') {
  const asset = path.join(folder, 'asset');
  mkdirSync(asset, { recursive: true });
  writeFileSync(path.join(asset, file), code);
  const configuration = configureFunction(resource(properties), {
    assets: new Map([['code.zip', asset]]),
    codeFolder: path.join(folder, 'code'),
    environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' },
    log: (title, stream, line) => logged.push(`${title} ${stream} ${line}`),
  });
  const made = new LambdaFunction(configuration);
  started.push(made);
  return made;
}

async function answer(fn: LambdaFunction, event: unknown = {}): Promise<unknown> {
  const outcome = await fn.invoke(JSON.stringify(event));
  return 'payload' in outcome ? JSON.parse(outcome.payload) : outcome.functionError;
}

describe('an invocation', () => {
  test('sees the template’s environment and what Lambda sets, and nothing of this machine', async () => {
    const fn = lambda('exports.handler = async () => process.env', {
      Environment: { Variables: { TABLE_NAME: 'table' } },
      MemorySize: 256,
    });
    const environment = await answer(fn);
    expect(environment).toMatchObject({
      TABLE_NAME: 'table',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_REGION: 'us-east-1',
    });
    expect(environment).not.toHaveProperty('NODE_ENV'); // which vitest sets
  });

  test('gets event and context', async () => {
    const fn = lambda(
      `exports.handler = async (event, context) => ({ event, ...context, left: context.getRemainingTimeInMillis() })`,
      { Timeout: 5 },
    );
    const seen = await answer(fn, { a: 1 });
    expect(seen).toMatchObject({
      event: { a: 1 },
      functionName: 'fn',
      memoryLimitInMB: '128',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      left: expect.toSatisfy((left: number) => left > 4_000 && left <= 5_000),
    });
  });

  test('runs ES modules, and answers null for nothing', async () => {
    const fn = lambda('await null; export const handler = () => undefined', {}, 'index.mjs');
    expect(await answer(fn)).toBeNull();
  });

  test('does not find packages that the bundle does not bring', async () => {
    const fn = lambda(`require('zod'); exports.handler = () => 1`);
    const error = await fn.warm();
    expect(error).toMatchObject({
      errorMessage: expect.stringContaining("Cannot find module 'zod'"),
    });
  });

  test('passes on what the function writes, line by line', async () => {
    await answer(
      lambda(`exports.handler = async () => { console.log('a\\nb'); console.error('c') }`),
    );
    await eventually(() => logged.toSorted()).toEqual([
      'Do stderr c',
      'Do stdout a',
      'Do stdout b',
    ]);
  });
});

describe('instances', () => {
  const COUNT = 'let n = 0; exports.handler = async () => ++n';
  const SLOW = `const id = Math.random();
    exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60, id))`;

  test('stay warm', async () => {
    const fn = lambda(COUNT);
    expect([await answer(fn), await answer(fn), await answer(fn)]).toEqual([1, 2, 3]);
  });

  test('serve one invocation at a time, at most four together; the others wait', async () => {
    const fn = lambda(SLOW);
    const answers = await Promise.all(Array.from({ length: 9 }, () => answer(fn)));
    expect(new Set(answers).size).toBe(4);
  });

  test('are replaced after a crash', async () => {
    const fn = lambda(`let n = 0;
      exports.handler = async ({ crash }) => { if (crash) process.exit(7); return ++n }`);
    expect(await answer(fn)).toBe(1);
    expect(await answer(fn, { crash: true })).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: 'Runtime exited with error: exit status 7',
    });
    expect(await answer(fn)).toBe(1);
  });

  test('are replaced when they die between two invocations', async () => {
    const fn = lambda(`let n = 0;
      exports.handler = async () => { setTimeout(() => { throw new Error('late') }, 1); return ++n }`);
    expect(await answer(fn)).toBe(1);
    await eventually(() => answer(fn)).toBe(1);
  });
});

describe('a failure', () => {
  test.each([
    ['a thrown error', `throw new TypeError('no')`, { errorType: 'TypeError', errorMessage: 'no' }],
    ['a thrown string', `throw 'no'`, { errorType: 'string', errorMessage: 'no' }],
    [
      'an uncaught error',
      `setTimeout(() => { throw new RangeError('far') }); await new Promise(() => {})`,
      { errorType: 'RangeError', errorMessage: 'far' },
    ],
    [
      'an unhandled rejection',
      `Promise.reject(new RangeError('far')); await new Promise(() => {})`,
      { errorType: 'RangeError', errorMessage: 'far' },
    ],
  ])('of %s is told as Lambda does', async (_, body, expected) => {
    expect(await answer(lambda(`exports.handler = async () => { ${body} }`))).toMatchObject(
      expected,
    );
  });

  test('ends an invocation at the function’s timeout', async () => {
    const fn = lambda('exports.handler = () => { for (;;); }', { Timeout: 0.2 });
    expect(await answer(fn)).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 0\.20 seconds$/),
    });
  });

  test('ends an invocation that needs more memory than the function has', async () => {
    const fn = lambda(
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); }',
      { MemorySize: 64, Timeout: 20 },
    );
    expect(await answer(fn)).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });

  test.each([
    ['no such file', 'elsewhere.handler', 'Runtime.ImportModuleError'],
    ['no such export', 'index.other', 'Runtime.HandlerNotFound'],
  ])('to load, %s, is known before the first request', async (_, handler, errorType) => {
    const fn = lambda('exports.handler = 1', { Handler: handler });
    expect(await fn.warm()).toMatchObject({ errorType });
  });

  test('to load again and again is hopeless', async () => {
    const fn = lambda(`throw new Error('TABLE_NAME is not set')`);
    for (let attempt = 0; attempt < 5; attempt += 1) await answer(fn);
    expect(await fn.hopeless).toBe('Do cannot be loaded: Error: TABLE_NAME is not set');
  });
});

describe('payloads', () => {
  test('may not be larger than 6 MB', async () => {
    const fn = lambda('exports.handler = async () => 1');
    const payload = JSON.stringify('x'.repeat(6 * 1024 * 1024));
    await expect(fn.invoke(payload)).rejects.toThrow(RequestTooLargeError);
  });

  test('may not be larger than 6 MB on the way back', async () => {
    const fn = lambda(`exports.handler = async () => 'x'.repeat(6 * 1024 * 1024)`);
    expect(await answer(fn)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });
});

test('a property without a stand-in stops the start', () => {
  expect(() => lambda('', { VpcConfig: {} })).toThrow(/Stack\/DoFunction.*VpcConfig/);
});
