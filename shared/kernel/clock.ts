/** The only source of the time; milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
