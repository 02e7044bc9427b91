import { StartError } from '../start-error.ts';
import type { Resource } from '../template/template.ts';

/**
 * Resources that do nothing on a laptop: who may do what, who looks on, how things are encrypted. A type that
 * is neither here nor below stops the start.
 */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Events::EventBusPolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::ScheduleGroup',
]);

export interface SortedResources {
  readonly tables: Resource[];
  readonly queues: Resource[];
  readonly buses: Resource[];
  readonly functions: Resource[];
  readonly httpApi: Resource[];
  readonly keys: Resource[];
  readonly mappings: Resource[];
  readonly rules: Resource[];
  readonly schedules: Resource[];
}

const STAND_INS: Readonly<Record<string, keyof SortedResources>> = {
  'AWS::ApiGatewayV2::Api': 'httpApi',
  'AWS::ApiGatewayV2::Integration': 'httpApi',
  'AWS::ApiGatewayV2::Route': 'httpApi',
  'AWS::ApiGatewayV2::Stage': 'httpApi',
  'AWS::DynamoDB::GlobalTable': 'tables',
  'AWS::DynamoDB::Table': 'tables',
  'AWS::Events::EventBus': 'buses',
  'AWS::Events::Rule': 'rules',
  'AWS::KMS::Key': 'keys',
  'AWS::Lambda::EventSourceMapping': 'mappings',
  'AWS::Lambda::Function': 'functions',
  'AWS::SQS::Queue': 'queues',
  'AWS::Scheduler::Schedule': 'schedules',
};

/** @throws StartError naming every resource that has no stand-in. */
export function sortResources(resources: readonly Resource[]): SortedResources {
  const sorted: SortedResources = {
    tables: [],
    queues: [],
    buses: [],
    functions: [],
    httpApi: [],
    keys: [],
    mappings: [],
    rules: [],
    schedules: [],
  };
  const unknown: string[] = [];
  for (const resource of resources) {
    const kind = STAND_INS[resource.type];
    if (kind) sorted[kind].push(resource);
    else if (!WITHOUT_EFFECT.has(resource.type)) {
      unknown.push(`${resource.stackName}/${resource.logicalId} (${resource.type})`);
    }
  }
  if (unknown.length > 0) {
    throw new StartError(`These resources have no stand-in in infra/local: ${unknown.join(', ')}.`);
  }
  return sorted;
}
