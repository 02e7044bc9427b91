import type { Clock } from '#shared/kernel/clock.ts';

export type NewId = () => string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True of the form that {@link createNewId} makes; anything else was never an id of ours. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * UUIDv7 (RFC 9562 section 5.7): sorted by birth. Within one millisecond the 12 bits of `rand_a` count up
 * from a random start (method 1 of section 6.2), so that ids of one process never run backwards.
 */
export function createNewId(clock: Clock): NewId {
  let lastMillisecond = 0;
  let sequence = 0;
  return () => {
    const random = crypto.getRandomValues(new Uint8Array(10));
    const now = Math.max(clock.now(), lastMillisecond);
    sequence =
      now === lastMillisecond ? sequence + 1 : (byteAt(random, 0) << 3) | (byteAt(random, 1) >> 5);
    lastMillisecond = sequence > 0xfff ? now + 1 : now;
    sequence &= 0xfff;
    const time = lastMillisecond.toString(16).padStart(12, '0');
    const counter = (0x7000 | sequence).toString(16);
    const variant = (0x80 | (byteAt(random, 2) & 0x3f)).toString(16);
    const tail = Array.from(random.subarray(3), hexByte).join('');
    return `${time.slice(0, 8)}-${time.slice(8)}-${counter}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
  };
}

/** Sorts before every id that is born at this time (milliseconds) and behind every earlier one. */
export function beforeIdsOf(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

/** When the id was made, milliseconds. */
export function birthOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
