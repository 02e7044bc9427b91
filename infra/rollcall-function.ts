import { type Duration, RemovalPolicy, Stage, Validations } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundleFolder } from '#infra/bundling/bundle-folder.ts';

export interface RollcallFunctionProps<Environment> {
  /** The folder under functions/ that holds handler.ts and config.ts. */
  name: string;
  description: string;
  environment: NoInfer<Environment>;
  timeout: Duration;
  /** MB; CPU grows with it. */
  memorySize: number;
  /** For what is invoked asynchronously: where an event goes that failed for the last time. */
  deadLetterQueue?: IQueue;
}

/**
 * A Lambda with a role of its own that may write its own log and nothing else, until someone grants more.
 * Without the type argument (`RollcallFunction<RelayEnvironment>`) nothing satisfies `environment`, so
 * that a variable which the function's config.ts asks for cannot be forgotten.
 */
export class RollcallFunction<Environment extends Record<string, string> = never>
  extends Construct
  implements IGrantable
{
  readonly lambda: LambdaFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: RollcallFunctionProps<Environment>) {
    super(scope, id);
    const { name, ...settings } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Rollcall: ${name}`,
    });
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      ...settings,
      code: Code.fromAsset(bundleFolder(name, Stage.of(this)?.outdir ?? 'cdk.out')),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      logGroup,
      role,
    });
    this.grantPrincipal = role;
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray knows no resources: PutTraceSegments can be granted on * only.',
    });
  }
}

/** What a function measures of itself, by functions/runtime/metrics.ts. */
export function rollcallMetric(
  { functionName }: LambdaFunction,
  metricName: string,
  options: MetricOptions,
): Metric {
  const dimensionsMap = { FunctionName: functionName };
  return new Metric({ namespace: 'Rollcall', metricName, dimensionsMap, ...options });
}
