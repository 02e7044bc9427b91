/** An ISO 8601 time to the second. */
export function shownTime(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
