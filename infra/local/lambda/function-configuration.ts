import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { StartError } from '../start-error.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import { REGION } from '../template/resource-identity.ts';
import type { Resource } from '../template/template.ts';
import type { InstanceSettings } from './lambda-instance.ts';

const functionProperties = z.strictObject({
  Code: z.strictObject({ S3Key: z.string(), S3Bucket: withoutEffect }),
  DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
  FunctionName: z.string().optional(),
  Handler: z.string(),
  LoggingConfig: z
    .object({ LogFormat: z.enum(['JSON', 'Text']).optional(), LogGroup: z.string().optional() })
    .optional(),
  MemorySize: z.number().default(128),
  Runtime: z.string().startsWith('nodejs', 'only Node.js runs here'),
  Timeout: z.number().default(3),
  Architectures: withoutEffect,
  Description: withoutEffect,
  KmsKeyArn: withoutEffect,
  Role: withoutEffect,
  Tags: withoutEffect,
  TracingConfig: withoutEffect,
});

/** All that is needed to run a function. */
export interface FunctionConfiguration extends InstanceSettings {
  /** What the terminal calls it. */
  readonly title: string;
  /** Seconds. */
  readonly timeout: number;
  /** Queue for events of asynchronous invocations that failed for the last time. */
  readonly deadLetterArn: string | undefined;
}

export interface FunctionSurroundings {
  /** From S3 keys to folders. */
  readonly assets: ReadonlyMap<string, string>;
  /** A folder outside of this project: what the code does not bring along must not be found by chance. */
  readonly codeFolder: string;
  /** What a deployment does not set: `AWS_ENDPOINT_URL_...` and the like. */
  readonly environment: Readonly<Record<string, string>>;
  log(title: string, stream: 'stdout' | 'stderr', line: string): void;
}

/** @throws StartError when the template asks for what has no stand-in, or the code is missing. */
export function configureFunction(
  resource: Resource,
  { assets, codeFolder, environment, log }: FunctionSurroundings,
): FunctionConfiguration {
  const properties = parseProperties(resource, functionProperties);
  const asset = assets.get(properties.Code.S3Key);
  if (asset === undefined || !existsSync(asset)) {
    throw new StartError(`The code of ${resource.logicalId} is not in the cloud assembly.`);
  }
  const taskRoot = path.join(codeFolder, resource.logicalId);
  cpSync(asset, taskRoot, { recursive: true });
  const title = titleOf(resource.logicalId);
  const settings = {
    taskRoot,
    handler: properties.Handler,
    functionName: resource.name,
    functionArn: resource.arn,
    memorySize: properties.MemorySize,
    logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.name}`,
    logStreamName: 'local/[$LATEST]',
  };
  return {
    ...settings,
    title,
    timeout: properties.Timeout,
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
    environment: {
      ...runtimeEnvironment(settings, properties.LoggingConfig?.LogFormat ?? 'Text'),
      ...properties.Environment?.Variables,
      ...environment,
    },
    log: (stream, line) => log(title, stream, line),
  };
}

/** `ScimApiFunctionDED01720` is that of the construct ScimApi. */
function titleOf(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '').replace(/(?<=.)(Function)+$/, '');
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function runtimeEnvironment(
  settings: Omit<InstanceSettings, 'environment' | 'log'>,
  logFormat: string,
): Record<string, string> {
  return {
    _HANDLER: settings.handler,
    AWS_DEFAULT_REGION: REGION,
    AWS_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: settings.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: settings.logStreamName,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    LAMBDA_TASK_ROOT: settings.taskRoot,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}
