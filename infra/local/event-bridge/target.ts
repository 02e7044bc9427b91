import type { InvokeAsync } from '../lambda/async-invocation.ts';
import type { SendMessage } from '../queue/queues.ts';
import { StartError } from '../start-error.ts';

/** What rules and schedules can send to. */
export interface TargetSurroundings {
  /** By ARN of the function. */
  readonly functions: ReadonlyMap<string, InvokeAsync>;
  readonly queueArns: ReadonlySet<string>;
  readonly send: SendMessage;
  warn(line: string): void;
}

export interface TargetSettings {
  readonly arn: string;
  /** ARN of the rule or schedule. */
  readonly sourceArn: string;
  readonly deadLetterArn: string | undefined;
  readonly messageGroupId?: string | undefined;
}

/** Sends a payload to a target; what cannot be delivered goes to the target's dead-letter queue. */
export type Deliver = (payload: string) => Promise<void>;

/** @throws StartError when there is nothing that has this ARN. */
export function openTarget(settings: TargetSettings, surroundings: TargetSurroundings): Deliver {
  const { sourceArn, deadLetterArn } = settings;
  const { queueArns, send, warn } = surroundings;
  const deliver = deliveryTo(settings, surroundings);
  if (deadLetterArn !== undefined && !queueArns.has(deadLetterArn)) {
    throw new StartError(
      `${sourceArn} has ${deadLetterArn} for dead letters, which does not exist.`,
    );
  }
  return async (payload) => {
    try {
      await deliver(payload);
    } catch (error) {
      const [ERROR_CODE, ERROR_MESSAGE] =
        error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
      warn(`${sourceArn} could not deliver to ${settings.arn}: ${ERROR_MESSAGE}`);
      if (deadLetterArn === undefined) return;
      const attributes = {
        RULE_ARN: sourceArn,
        TARGET_ARN: settings.arn,
        ERROR_CODE,
        ERROR_MESSAGE,
      };
      await send(deadLetterArn, payload, { attributes }).catch((cause: unknown) => {
        warn(`${sourceArn} lost a dead letter: ${String(cause)}`);
      });
    }
  };
}

function deliveryTo(
  { arn, sourceArn, messageGroupId }: TargetSettings,
  { functions, queueArns, send }: TargetSurroundings,
): Deliver {
  const invoke = functions.get(arn);
  if (invoke) return async (payload) => invoke(payload);
  if (queueArns.has(arn)) return (payload) => send(arn, payload, { messageGroupId });
  if (arn.includes(':log-group:')) return async () => {}; // nobody reads log groups here
  throw new StartError(`${sourceArn} has ${arn} for a target, which has no stand-in here.`);
}
