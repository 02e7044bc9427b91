import {
  type DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';

/**
 * What befalls one call: `conflict` and `throttle` as DynamoDB answers them, `lost` an answer that never arrives
 * although the call was carried out (the SDK tries again), `crashBefore` and `crashAfter` the end of the process
 * on either side of it.
 */
export type Fault = 'conflict' | 'throttle' | 'lost' | 'crashBefore' | 'crashAfter';

/** Decides for each attempt of each call; `command` is the SDK's, such as `TransactWriteItemsCommand`. */
export type FaultPlan = (command: string) => Fault | undefined;

/** Stands for the end of a process: nothing catches it by name. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface FaultyClient {
  readonly client: DynamoDBClient;
  setFaults(plan: FaultPlan | undefined): void;
}

/** Lets faults befall the calls of a client, between the SDK's retries and the wire. */
export function withFaults(client: DynamoDBClient): FaultyClient {
  let plan: FaultPlan | undefined;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const fault = plan?.(context.commandName ?? '');
      if (fault && insteadOf[fault]) throw insteadOf[fault](context.commandName ?? '');
      const result = await next(args);
      if (fault && after[fault]) throw after[fault](context.commandName ?? '');
      return result;
    },
    { step: 'finalizeRequest', priority: 'low', name: 'faults' },
  );
  return {
    client,
    setFaults: (next) => {
      plan = next;
    },
  };
}

type Faults = Partial<Record<Fault, (command: string) => Error>>;

const insteadOf: Faults = {
  crashBefore: () => new Crash(),
  conflict: (command) =>
    command === 'TransactWriteItemsCommand'
      ? new TransactionCanceledException({
          message: 'Transaction cancelled',
          CancellationReasons: [{ Code: 'TransactionConflict' }],
          $metadata: { httpStatusCode: 400 },
        })
      : new DynamoDBServiceException({
          name: 'TransactionConflictException',
          message: 'Transaction is ongoing for the item',
          $fault: 'client',
          $metadata: { httpStatusCode: 400 },
        }),
  throttle: () =>
    new DynamoDBServiceException({
      name: 'ThrottlingException',
      message: 'Too much',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    }),
};

const after: Faults = {
  crashAfter: () => new Crash(),
  lost: () => Object.assign(new Error('No answer'), { name: 'TimeoutError' }),
};
