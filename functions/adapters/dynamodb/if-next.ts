import { type Item, N } from '#functions/adapters/dynamodb/attributes.ts';

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: Item | undefined;
}

/**
 * The condition of a Put that only the next in line may do: the row is numbered one less, or is not there and this is
 * the first. Of two who read the same row, one comes first and the other is refused.
 *
 * @param attribute What the rows are numbered by, a version for instance.
 * @param first Number of the first one.
 */
export function ifNext(attribute: string, number: number, first = 1): Condition {
  return number === first
    ? { ConditionExpression: 'attribute_not_exists(pk)', ExpressionAttributeValues: undefined }
    : {
        ConditionExpression: `${attribute} = :before`,
        ExpressionAttributeValues: { ':before': N(number - 1) },
      };
}
