import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#shared/kernel/clock.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';

const clock: Clock = { now: () => Date.now() };

/** The ports that the process itself provides: time, ids, waiting, chance, hashing. */
export const system = {
  clock,
  newId: createNewId(clock),
  sleep: async (milliseconds: number) => {
    await wait(milliseconds);
  },
  random: Math.random,
  hashSecret: (secret: string) => hash('sha256', secret, 'base64url'),
} as const;
