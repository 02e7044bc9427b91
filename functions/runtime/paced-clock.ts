import type { AwsEnvironment } from '#functions/runtime/aws-environment.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** The time by which waits are measured: that of the world, or on one's own machine a faster one. */
export interface PacedClock extends Clock {
  /** How much faster than the world's time it goes. */
  readonly scale: number;
  /** Milliseconds of the world's time until this clock shows that; negative when it has. */
  until(time: number): number;
}

/** All processes of one start share an origin, so that their clocks agree. */
export function createPacedClock({
  ROLLCALL_TIME_SCALE: scale = 1,
  ROLLCALL_TIME_ORIGIN: origin = 0,
}: Pick<AwsEnvironment, 'ROLLCALL_TIME_SCALE' | 'ROLLCALL_TIME_ORIGIN'>): PacedClock {
  const now = () => origin + (Date.now() - origin) * scale;
  return { now, scale, until: (time) => (time - now()) / scale };
}
