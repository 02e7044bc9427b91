import * as z from 'zod';
import type { LambdaFunction } from '../lambda/lambda-function.ts';
import { StartError } from '../start-error.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';
import { RouteTable } from './route-table.ts';
import { TokenBucket } from './token-bucket.ts';

const apiProperties = z.strictObject({
  ProtocolType: z.literal('HTTP'),
  Description: withoutEffect,
  Name: withoutEffect,
  Tags: withoutEffect,
});

const integrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
  Description: withoutEffect,
});

const routeProperties = z.strictObject({
  ApiId: z.string(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM']).default('NONE'),
  RouteKey: z.string(),
  Target: z.string(),
});

const routeSettings = z.strictObject({
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
  DetailedMetricsEnabled: withoutEffect,
});

const stageProperties = z.strictObject({
  ApiId: z.string(),
  AutoDeploy: z.boolean().optional(),
  DefaultRouteSettings: routeSettings.optional(),
  RouteSettings: z.record(z.string(), routeSettings).default({}),
  StageName: z.literal('$default', 'only the stage $default runs here'),
  AccessLogSettings: withoutEffect,
  Description: withoutEffect,
  Tags: withoutEffect,
});

export interface RouteTarget {
  readonly lambda: LambdaFunction;
  /** Milliseconds that API Gateway waits for the function. */
  readonly timeout: number;
  /** The route asks for a signed request; here, for the administrator's token. */
  readonly signed: boolean;
  /** Beside that of the stage. */
  readonly throttle?: TokenBucket;
}

export interface HttpApiConfiguration {
  readonly apiId: string;
  readonly stage: string;
  readonly routes: RouteTable<RouteTarget>;
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined;
}

/**
 * @param functions By ARN.
 * @throws StartError when there is not exactly one API with a stage, or it asks for what has no stand-in.
 */
export function configureHttpApi(
  resources: readonly Resource[],
  functions: ReadonlyMap<string, LambdaFunction>,
): HttpApiConfiguration {
  const ofType = (type: string) =>
    resources.filter((one) => one.type === `AWS::ApiGatewayV2::${type}`);
  const [api, ...furtherApis] = ofType('Api');
  const [stage, ...furtherStages] = ofType('Stage');
  if (!api || !stage || furtherApis.length + furtherStages.length > 0) {
    throw new StartError('The app must have exactly one HTTP API with one stage to run here.');
  }
  parseProperties(api, apiProperties);
  const { StageName, DefaultRouteSettings, RouteSettings } = parseProperties(
    stage,
    stageProperties,
  );
  const integrations = new Map(
    ofType('Integration').map((one) => [
      `integrations/${one.ref}`,
      integrationTarget(one, functions),
    ]),
  );
  const routes = new RouteTable<RouteTarget>();
  for (const route of ofType('Route')) {
    const { AuthorizationType, RouteKey, Target } = parseProperties(route, routeProperties);
    const target = integrations.get(Target);
    if (!target) throw new StartError(`${route.logicalId} has no integration ${Target}.`);
    const signed = AuthorizationType === 'AWS_IAM';
    const own = throttleOf(RouteSettings[RouteKey]);
    const throttle = own && new TokenBucket(own.rate, own.burst, Date.now);
    routes.add(RouteKey, { ...target, signed, ...(throttle && { throttle }) });
  }
  const throttle = throttleOf(DefaultRouteSettings);
  return { apiId: api.ref, stage: StageName, routes, throttle };
}

function throttleOf(settings: z.output<typeof routeSettings> | undefined) {
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings ?? {};
  return burst !== undefined && rate !== undefined ? { burst, rate } : undefined;
}

function integrationTarget(
  resource: Resource,
  functions: ReadonlyMap<string, LambdaFunction>,
): Omit<RouteTarget, 'signed'> {
  const { IntegrationUri, TimeoutInMillis } = parseProperties(resource, integrationProperties);
  const lambda = functions.get(IntegrationUri);
  if (!lambda) throw new StartError(`${resource.logicalId} has no function ${IntegrationUri}.`);
  return { lambda, timeout: TimeoutInMillis };
}
