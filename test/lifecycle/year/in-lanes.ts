/** People who are at it at once. */
const LANES = 25;

/** Does something for each, several at once; the answers are in the order of those it was done for. */
export async function inLanes<T, R>(
  all: readonly T[],
  act: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  for (let start = 0; start < all.length; start += LANES) {
    const some = all.slice(start, start + LANES).map((one, n) => act(one, start + n));
    answers.push(...(await Promise.all(some)));
  }
  return answers;
}
