import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  admit,
  type Gate,
  isAiling,
  isDown,
  isHopeless,
  learn,
  openGate,
  type Result,
} from '#shared/webhooks/gate.ts';

const DAY = 86_400_000;
const limits = { concurrency: 4, perSecond: 10 };
const START = 1_000_000;

const good: Result = { succeeded: true, milliseconds: 20 };
const bad: Result = { succeeded: false, milliseconds: 20 };

function taught(results: readonly Result[], now = START, gate: Gate = openGate): Gate {
  return results.reduce((known, result) => learn(known, '', [result], now), gate);
}

/** A second's worth may have been saved up before. */
function expectPace(passed: readonly number[]): void {
  for (const time of passed) {
    const within = passed.filter((other) => other >= time && other < time + 1_000).length;
    expect(within).toBeLessThanOrEqual(2 * limits.perSecond + 1);
  }
}

const total = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);

describe('what passes', () => {
  /** A crowd over time: some come, some are done. */
  const crowd = fc.array(
    fc.record({
      pass: fc.nat(400),
      wanted: fc.integer({ min: 1, max: 10 }),
      done: fc.boolean(),
      result: fc.constantFrom(good, { succeeded: true, milliseconds: 900 }, bad),
    }),
    { maxLength: 60 },
  );

  test('is never more at once than the endpoint takes, and no more in a second than it wants', () => {
    fc.assert(
      fc.property(crowd, (steps) => {
        let gate = taught([good]);
        let now = START;
        const under = new Map<string, number>();
        const passed: number[] = [];
        for (const [index, { pass, wanted, done, result }] of steps.entries()) {
          now += pass;
          const id = String(index);
          const admission = admit(gate, limits, { id, wanted, punctual: 0 }, now);
          expect(admission.admitted + admission.turns.length).toBe(wanted);
          expect(Math.min(...admission.turns, Number.POSITIVE_INFINITY)).toBeGreaterThan(now);
          gate = admission.gate;
          under.set(id, admission.admitted);
          passed.push(...Array<number>(admission.admitted).fill(now));
          expect(total(under.values())).toBeLessThanOrEqual(4);
          const [[oldest, count] = ['', 0]] = done ? under : [];
          gate = learn(gate, oldest, Array<Result>(count).fill(result), now);
          under.delete(oldest);
        }
        expectPace(passed);
      }),
    );
  });

  test('is everybody in the end, each put off once when they come at their turns', () => {
    let gate = taught([good]);
    const first = admit(gate, limits, { id: 'a', wanted: 100, punctual: 0 }, START);
    gate = learn(first.gate, 'a', [], START);
    const turns = first.turns.toSorted((a, b) => a - b);
    for (const [index, turn] of turns.entries()) {
      const id = String(index);
      const { admitted, gate: next } = admit(gate, limits, { id, wanted: 1, punctual: 1 }, turn);
      expect(admitted).toBe(1);
      gate = learn(next, id, [good], turn);
    }
    expect(turns.at(-1)).toBeLessThan(START + 11_000);
  });

  test('lets nobody overtake a line', () => {
    const line = admit(taught([good]), limits, { id: 'a', wanted: 50, punctual: 0 }, START);
    const late = admit(line.gate, limits, { id: 'b', wanted: 1, punctual: 0 }, START + 100);
    expect(late.admitted).toBe(0);
    expect(late.turns[0]).toBeGreaterThan(Math.max(...line.turns));
  });

  test('of a process that died comes free again', () => {
    const { gate } = admit(taught([good]), limits, { id: 'a', wanted: 4, punctual: 0 }, START);
    expect(admit(gate, limits, { id: 'b', wanted: 1, punctual: 1 }, START + 1_000).admitted).toBe(
      0,
    );
    expect(admit(gate, limits, { id: 'b', wanted: 1, punctual: 1 }, START + 30_001).admitted).toBe(
      1,
    );
  });

  test('is one alone while nothing is known, and after it was down', () => {
    expect(admit(openGate, limits, { id: 'a', wanted: 9, punctual: 0 }, START).admitted).toBe(1);
    const down = taught([good, bad, bad, bad, bad, bad]);
    expect(isDown(down, START)).toBe(true);
    const later = START + 61_000;
    expect(isDown(down, later)).toBe(false);
    expect(admit(down, limits, { id: 'a', wanted: 9, punctual: 9 }, later).admitted).toBe(1);
  });
});

describe('what is known', () => {
  test('an endpoint is down after five failures in a row, ever longer, at most a minute', () => {
    let gate = taught([bad, bad, bad, bad]);
    expect([isAiling(gate), isDown(gate, START)]).toEqual([true, false]);
    for (const seconds of [5, 10, 20, 40, 60, 60, 60]) {
      gate = taught([bad], START, gate);
      expect(gate.downUntil - START).toBe(seconds * 1_000);
    }
    expect(isAiling(taught([good], START, gate))).toBe(false);
  });

  test('it is hopeless after five days of nothing but failures, however many there were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ succeeded: fc.boolean(), wait: fc.nat(2 * DAY) }), { maxLength: 40 }),
        (steps) => {
          let gate = openGate;
          let now = START;
          let failingSince: number | undefined;
          for (const { succeeded, wait } of steps) {
            now += wait;
            gate = learn(gate, '', [{ succeeded, milliseconds: 10 }], now);
            failingSince = succeeded ? undefined : (failingSince ?? now);
            const expected = failingSince !== undefined && now - failingSince >= 5 * DAY;
            expect(isHopeless(gate, now)).toBe(expected);
          }
        },
      ),
    );
    expect(isHopeless(taught(Array.from({ length: 10_000 }, () => bad)), START + DAY)).toBe(false);
  });

  test('a slow endpoint stands in the other line, though it fails never', () => {
    const slow = { succeeded: true, milliseconds: 14_000 };
    expect(isAiling(taught([slow]))).toBe(true);
  });
});
