/** The first half of a surrogate pair whose second half was cut off. */
const SPLIT_PAIR = /[\ud800-\udbff]$/;

/** The beginning of a well-formed text: `longest` code units, or one fewer rather than split a character. */
export function clipText(text: string, longest: number): string {
  return text.slice(0, longest).replace(SPLIT_PAIR, '');
}
