/** A small app with one of everything that has a stand-in, as `cdk synth` would leave it in a folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const CODE: Readonly<Record<string, string>> = {
  api: `exports.handler = async (event) => ({ statusCode: 200, body: event.requestContext.http.path })`,
  relay: `exports.handler = async ({ Records }) => {
    const Entries = Records.map(({ dynamodb }) => ({ EventBusName: process.env.BUS, Source: 'small',
      DetailType: 'thing.made', Detail: JSON.stringify({ id: dynamodb.Keys.pk.S }) }));
    const response = await fetch(process.env.AWS_ENDPOINT_URL_EVENTBRIDGE, { method: 'POST',
      headers: { 'x-amz-target': 'AWSEvents.PutEvents' }, body: JSON.stringify({ Entries }) });
    console.log('relayed', (await response.json()).FailedEntryCount);
  }`,
  listener: `exports.handler = async (event) => console.log('heard', JSON.stringify(event.detail ?? event))`,
  worker: `exports.handler = async ({ Records }) => {
    for (const { body } of Records) console.log('worked', JSON.parse(body).id);
  }`,
  tick: `exports.handler = async (event) => console.log('ticked', event['detail-type'])`,
};

function lambda(name: string, properties: object = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 10,
      Role: arn('Role'),
      ...properties,
    },
  };
}

export type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

const RESOURCES: Resources = {
  Role: { Type: 'AWS::IAM::Role', Properties: {} },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: '',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'small-bus' } },
  Dead: { Type: 'AWS::SQS::Queue' },
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 } },
  },
  Relay: lambda('relay', { Environment: { Variables: { BUS: { Ref: 'Bus' } } } }),
  RelayMapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      FunctionName: { Ref: 'Relay' },
      StartingPosition: 'TRIM_HORIZON',
    },
  },
  Listener: lambda('listener'),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { 'detail-type': [{ prefix: 'thing.' }] },
      State: 'ENABLED',
      Targets: [
        { Id: 'a', Arn: arn('Listener') },
        { Id: 'b', Arn: arn('Work'), InputPath: '$.detail' },
      ],
    },
  },
  Worker: lambda('worker'),
  WorkerMapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: arn('Work'), FunctionName: arn('Worker'), BatchSize: 5 },
  },
  Tick: lambda('tick'),
  EveryMinute: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: 'rate(1 minute)',
      Target: { Arn: arn('Tick'), RoleArn: arn('Role') },
    },
  },
  ApiFunction: lambda('api'),
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', Name: 'small' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arn('ApiFunction'),
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /things/{id}',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  },
};

export const SMALL_APP = {
  Resources: RESOURCES,
  Outputs: { Endpoint: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
};

/** Writes the code of its functions; the keys of the assets, as a template names them, to their folders. */
export function writeSmallAppCode(folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const [name, code] of Object.entries(CODE)) {
    const asset = path.join(folder, name);
    mkdirSync(asset, { recursive: true });
    writeFileSync(path.join(asset, 'index.js'), code);
    assets.set(`${name}.zip`, asset);
  }
  return assets;
}
