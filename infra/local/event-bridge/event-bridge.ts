import { type AwsJsonAnswer, AwsJsonService, awsJsonRefusal } from '../aws-json-service.ts';
import type { EventBuses } from './event-bus.ts';
import { putEvents, ValidationException } from './put-events.ts';

const PUT_EVENTS = 'AWSEvents.PutEvents';

export interface EventBridgeOptions {
  readonly buses: EventBuses;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told of what a function asked for in vain. */
  warn(line: string): void;
}

/**
 * EventBridge's endpoint for functions: PutEvents, and nothing else. As the only general endpoint here it
 * also turns away calls to every service that has no stand-in, so that they cannot leave this machine.
 */
export class EventBridge extends AwsJsonService {
  constructor(options: EventBridgeOptions) {
    super((target, body) => answerCall(options, target, body));
  }
}

function answerCall(
  { buses, now, warn }: EventBridgeOptions,
  target: string,
  body: Buffer,
): AwsJsonAnswer {
  if (target !== PUT_EVENTS) {
    warn(`A function called ${target}, which has no stand-in here.`);
    return awsJsonRefusal('UnknownOperationException', `${target} has no stand-in here.`);
  }
  try {
    const { accepted, body: answer } = putEvents(JSON.parse(body.toString()), buses.names, now());
    for (const entry of answer.Entries) {
      if ('ErrorCode' in entry) warn(`PutEvents: ${entry.ErrorCode}: ${entry.ErrorMessage}`);
    }
    buses.publish(accepted);
    return { status: 200, answer };
  } catch (error) {
    if (error instanceof ValidationException) return awsJsonRefusal(error.name, error.message);
    if (error instanceof SyntaxError) {
      return awsJsonRefusal('SerializationException', 'The body is not JSON.');
    }
    throw error;
  }
}
