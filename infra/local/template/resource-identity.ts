import { StartError } from '../start-error.ts';

export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

/** That of a Lambda function, the shortest limit among what is named here. */
const LONGEST_NAME = 64;

/** What the pseudo parameters stand for on this machine. */
export const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT_ID,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Where the stand-ins answer that CloudFormation hands out as URLs. */
export interface Endpoints {
  /** `http://127.0.0.1:port`, of the queues. */
  readonly sqs: string;
  /** `http://127.0.0.1:port`, of the HTTP API. */
  readonly httpApi: string;
}

export interface ResourceDeclaration {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly givenName: string | undefined;
}

/** What `Ref` and `Fn::GetAtt` give of a resource. */
export interface ResourceIdentity {
  readonly name: string;
  readonly arn: string;
  readonly ref: string;
  attribute(name: string): string;
}

interface Naming {
  nameProperty?: string;
  arn(name: string): string;
  ref?(name: string, arn: string, endpoints: Endpoints): string;
  attributes?(name: string, arn: string, endpoints: Endpoints): Record<string, string>;
}

const arnOf = (service: string, resource: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
const queueUrl = (name: string, { sqs }: Endpoints) => `${sqs}/${ACCOUNT_ID}/${name}`;

const TABLE: Naming = {
  nameProperty: 'TableName',
  arn: (name) => arnOf('dynamodb', `table/${name}`),
  attributes: (_, arn) => ({ StreamArn: `${arn}/stream/local` }),
};

const NAMING: Readonly<Record<string, Naming>> = {
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    arn: (name) => arnOf('lambda', `function:${name}`),
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    arn: (name) => arnOf('events', `event-bus/${name}`),
    attributes: (name) => ({ Name: name }),
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: (name) => arnOf('sqs', name),
    ref: (name, _, endpoints) => queueUrl(name, endpoints),
    attributes: (name, _, endpoints) => ({
      QueueName: name,
      QueueUrl: queueUrl(name, endpoints),
    }),
  },
  'AWS::ApiGatewayV2::Api': {
    arn: (name) => `arn:aws:apigateway:${REGION}::/apis/${name}`,
    attributes: (name, _, { httpApi }) => ({ ApiId: name, ApiEndpoint: httpApi }),
  },
  'AWS::KMS::Key': { arn: (name) => arnOf('kms', `key/${name}`) },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    arn: (name) => arnOf('logs', `log-group:${name}:*`),
  },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    arn: (name) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}`,
  },
};

/** The property that may name a resource of this type, if there is one. */
export function nameProperty(type: string): string | undefined {
  return NAMING[type]?.nameProperty;
}

/** Deterministic: a resource has the same name and ARN at every start, as data that is kept asks for. */
export function identifyResource(
  declaration: ResourceDeclaration,
  endpoints: Endpoints,
): ResourceIdentity {
  const { stackName, logicalId, type, givenName } = declaration;
  const [, service = '', kind = ''] = type.toLowerCase().split('::');
  const naming: Naming = NAMING[type] ?? { arn: (id) => arnOf(service, `${kind}/${id}`) };
  const name = givenName ?? generateName(stackName, logicalId);
  const arn = naming.arn(name);
  const attributes: Record<string, string> = {
    Arn: arn,
    ...naming.attributes?.(name, arn, endpoints),
  };
  return {
    name,
    arn,
    ref: naming.ref?.(name, arn, endpoints) ?? name,
    attribute(attribute) {
      const value = attributes[attribute];
      if (value !== undefined) return value;
      throw new StartError(`${stackName}/${logicalId} (${type}) has no stand-in for ${attribute}.`);
    },
  };
}

/** CloudFormation shortens too; the end of a logical id is what makes it unique. */
function generateName(stackName: string, logicalId: string): string {
  const name = `${stackName}-${logicalId}`;
  return name.length <= LONGEST_NAME ? name : logicalId.slice(-LONGEST_NAME);
}
