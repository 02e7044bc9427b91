import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as AwsHttpApi,
  CfnStage,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { OperatorAlarm } from '#infra/operator-alarm.ts';

/** Nothing here tells who called or about whom: no address, no agent, and the route instead of the path. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
};

export interface RouteOptions {
  paths: string[];
  handler: LambdaFunction;
  /** How the function itself tells who is calling; where nothing is said, IAM does. */
  openBecause?: string;
  /** Requests a second, and at once; where it is less than what the whole API takes. */
  throttle?: { rateLimit: number; burstLimit: number };
}

/** The public front door: one HTTP API that every capability adds its routes to. */
export class HttpApi extends Construct {
  readonly endpoint: string;
  readonly #api: AwsHttpApi;
  readonly #stage: HttpStage;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#api = new AwsHttpApi(this, 'Api', {
      apiName: 'rollcall',
      createDefaultStage: false,
    });
    this.endpoint = this.#api.apiEndpoint;
    const logGroup = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      // Above what one directory may send at once: its own limit is to answer it, not this one, which all share.
      throttle: { rateLimit: 2_000, burstLimit: 5_000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.#stage = stage;
    new OperatorAlarm(this, 'Failing', {
      description: 'the API has answered with server errors for three minutes on end.',
      metric: stage.metricServerError({ statistic: 'Sum', period: Duration.minutes(1) }),
      periods: 3,
    });
  }

  addRoutes(id: string, { paths, handler, openBecause, throttle }: RouteOptions): void {
    const integration = new HttpLambdaIntegration(id, handler);
    const authorizer = openBecause ? new HttpNoneAuthorizer() : new HttpIamAuthorizer();
    const routes = paths.flatMap((path) =>
      this.#api.addRoutes({ path, methods: [HttpMethod.ANY], integration, authorizer }),
    );
    if (openBecause) {
      const acknowledged = { id: 'AwsSolutions-APIG4', reason: openBecause };
      for (const route of routes) Validations.of(route).acknowledge(acknowledged);
    }
    if (throttle) for (const path of paths) this.#throttle(`ANY ${path}`, throttle);
    // Settings are of routes that are there.
    if (throttle) this.#stage.node.addDependency(...routes);
    Validations.of(handler).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'API Gateway waits for the answer: whoever called learns of the failure.',
    });
  }

  #throttle(routeKey: string, { rateLimit, burstLimit }: NonNullable<RouteOptions['throttle']>) {
    const { defaultChild } = this.#stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new TypeError('A stage is made of one.');
    defaultChild.addPropertyOverride(`RouteSettings.${routeKey}`, {
      DetailedMetricsEnabled: true,
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    });
  }
}
