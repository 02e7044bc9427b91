/** Endpoints that fail or are slow stand in a line of their own, so that they hold up none of the others. */
export type Lane = 'steady' | 'ailing';

/** Asks for one attempt at one delivery. */
export interface AttemptMessage {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly eventId: string;
  /** Attempts before this one: a message that says another number than the delivery is an old one. */
  readonly attempts: number;
  readonly lane: Lane;
  /** Whether it comes at a turn that it was given. */
  readonly punctual: boolean;
  /** Not to be tried before, in milliseconds since the epoch. */
  readonly dueAt: number;
}

export interface DeliveryQueue {
  /** The longest that it keeps a message back, in milliseconds by the clock of the deliveries. */
  readonly reach: number;
  /** @throws Error when one of them was not taken; the sweep comes back to it. */
  send(messages: readonly AttemptMessage[]): Promise<void>;
}
