import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { TestTable } from '../../support/new-table.ts';
import type { World } from '../../support/world.ts';

/** What is written beside the answer to a read: when a token was last used, where a page ended, how much was sent. */
const INCIDENTAL = /^CRED#|#PLACE#|#PERMITS$/;

/** Everything that the table holds of people, by key: a refused request must not change any of it. */
export async function storedRows({ client, tableName }: TestTable): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  let start: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) {
      const pk = stringOf(item, 'pk');
      if (!INCIDENTAL.test(pk)) rows.set(`${pk} ${stringOf(item, 'sk')}`, JSON.stringify(item));
    }
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return rows;
}

/** The outbox rows of one resource in the order in which they were committed. */
export async function outboxOf(
  { table }: World,
  scope: Scope,
  type: string,
  id: string,
): Promise<OutboxRecord[]> {
  const { pk } = keys.resource(scope, type, id);
  return (await table.query({ pk, prefix: 'EVENT#' })).map(outboxRecord);
}
