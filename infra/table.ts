import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, type IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Each index keeps as little as its readers need: what is not projected costs no write. */
const INDEXES: GlobalSecondaryIndexProps[] = [
  { ...indexKeys('collection', 'c'), projectionType: ProjectionType.KEYS_ONLY },
  {
    ...indexKeys('member', 'm'),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['groupName'],
  },
  { ...indexKeys('due', 'd'), projectionType: ProjectionType.KEYS_ONLY },
];

/** TransactWriteItems and TransactGetItems are authorised as the single operations that they hold. */
const ITEM_ACTIONS = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const ITEM_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export interface RollcallTableProps {
  key: IKey;
}

/** The one table: tenants, people, groups, and the outbox that its stream carries out. */
export class RollcallTable extends Construct {
  readonly tableName: string;
  readonly streamArn: string;
  readonly #table: Table;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { key }: RollcallTableProps) {
    super(scope, id);
    this.#key = key;
    this.#table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of INDEXES) this.#table.addGlobalSecondaryIndex(index);
    this.tableName = this.#table.tableName;
    this.streamArn = this.#table.tableStreamArn ?? '';
  }

  /** Items of the table and of its indexes; neither scans, nor streams, nor the table's own settings. */
  grantItems({ grantPrincipal }: IGrantable): void {
    const { tableArn } = this.#table;
    const indexArns = INDEXES.map(({ indexName }) => `${tableArn}/index/${indexName}`);
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ITEM_ACTIONS, resources: [tableArn, ...indexArns] }),
    );
    this.#grantKey(grantPrincipal, ITEM_KEY_ACTIONS);
  }

  /** The order of publication of every tenant, and nothing of what was published. */
  grantPublicationLog({ grantPrincipal }: IGrantable): void {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
        resources: [this.#table.tableArn],
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#PUBLISHED'] },
        },
      }),
    );
    this.#grantKey(grantPrincipal, ITEM_KEY_ACTIONS);
  }

  /** To write of the one user who does not exist. */
  grantCanary({ grantPrincipal }: IGrantable): void {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:PutItem'],
        resources: [this.#table.tableArn],
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['T#_canary#USER#canary'] },
        },
      }),
    );
    this.#grantKey(grantPrincipal, ITEM_KEY_ACTIONS);
  }

  /** What an event source mapping asks for in the name of its function. */
  grantStream({ grantPrincipal }: IGrantable): void {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        resources: [this.streamArn],
      }),
    );
    this.#grantKey(grantPrincipal, ['kms:Decrypt', 'kms:DescribeKey']);
  }

  #grantKey(principal: IPrincipal, actions: string[]): void {
    const { region } = Stack.of(this);
    principal.addToPrincipalPolicy(
      new PolicyStatement({
        actions,
        resources: [this.#key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
      }),
    );
  }
}

function indexKeys(indexName: string, prefix: string) {
  return {
    indexName,
    partitionKey: { name: `${prefix}pk`, type: AttributeType.STRING },
    sortKey: { name: `${prefix}sk`, type: AttributeType.STRING },
  };
}
