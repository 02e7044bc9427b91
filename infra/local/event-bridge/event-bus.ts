import { compileEventPattern, type EventPattern } from './event-pattern.ts';
import type { AcceptedEvent, BusEvent } from './put-events.ts';

/** A rule on a bus: what it asks for, and where that goes. */
export interface Rule {
  /** Name of the bus. */
  readonly bus: string;
  /** As in the template. */
  readonly pattern: unknown;
  readonly deliver: (event: BusEvent) => void;
}

/** The buses of the app, and the rules that carry events from them to targets. */
export class EventBuses {
  readonly names: ReadonlySet<string>;
  readonly #rules: { bus: string; matches: EventPattern; deliver: Rule['deliver'] }[] = [];

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  /** @throws StartError when EventBridge would not take the pattern. */
  addRule({ bus, pattern, deliver }: Rule): void {
    this.#rules.push({ bus, matches: compileEventPattern(pattern), deliver });
  }

  /** Gives each event to every rule that wants it. */
  publish(accepted: readonly AcceptedEvent[]): void {
    for (const { bus, event } of accepted) {
      for (const rule of this.#rules) {
        if (rule.bus === bus && rule.matches(event)) rule.deliver(event);
      }
    }
  }
}
