const index = (name: string, prefix: string, nonKeyAttributes?: string[]) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
    { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
  ],
  Projection: nonKeyAttributes
    ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: nonKeyAttributes }
    : { ProjectionType: 'KEYS_ONLY' as const },
});

/** The table of the stack; `test/infra/template.test.ts` holds the two against each other. */
export const tableDefinition = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: ['pk', 'sk', 'cpk', 'csk', 'mpk', 'msk', 'dpk', 'dsk'].map((name) => ({
    AttributeName: name,
    AttributeType: 'S' as const,
  })),
  GlobalSecondaryIndexes: [
    index('collection', 'c'),
    index('member', 'm', ['groupName']),
    index('due', 'd'),
  ],
  BillingMode: 'PAY_PER_REQUEST' as const,
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' as const },
};
