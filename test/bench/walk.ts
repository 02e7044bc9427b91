import type { Contender } from './contender.ts';
import { median } from './median.ts';
import { pageAfter, pageAt, type ScimRequest } from './requests.ts';
import type { Cost } from './served.ts';

const PAGE = 100;
/** Pages at either end that are measured together. */
const END = 10;
const WALKS = 3;

export interface WalkResult {
  readonly by: 'startIndex' | 'cursor';
  readonly users: number;
  /** Per page, of the first pages and of the last ones. */
  readonly start: Cost;
  readonly end: Cost;
  /** Of the whole walk, ms. */
  readonly whole: number;
}

/** From the first user to the last one, a page at a time. */
export async function benchWalk(rollcall: Contender, users: number): Promise<WalkResult[]> {
  const walks: { by: WalkResult['by']; parts: Cost[]; whole: number }[] = [];
  for (let walk = 0; walk < WALKS; walk += 1) {
    for (const by of ['startIndex', 'cursor'] as const) {
      walks.push({ by, ...(await walkOnce(rollcall, users, by)) });
    }
  }
  return (['startIndex', 'cursor'] as const).map((by) => {
    const mine = walks.filter((walk) => walk.by === by);
    return {
      by,
      users,
      start: middle(mine.map(({ parts }) => parts[0])),
      end: middle(mine.map(({ parts }) => parts.at(-1))),
      whole: median(mine.map(({ whole }) => whole)),
    };
  });
}

async function walkOnce({ served, address }: Contender, users: number, by: WalkResult['by']) {
  const seen = new Set<string>();
  let cursor: string | undefined = '';
  const take = (answer: string) => {
    const { Resources, nextCursor } = JSON.parse(answer);
    for (const { id } of Resources) seen.add(id);
    cursor = nextCursor;
  };
  const request = (page: number): ScimRequest =>
    by === 'cursor' ? pageAfter(cursor ?? '') : pageAt(page * PAGE + 1);
  const parts: Cost[] = [];
  const began = performance.now();
  for (let page = 0; page * PAGE < users; page += END) {
    const pages = Math.min(END, Math.ceil(users / PAGE) - page);
    parts.push(await served.measure(pages, (index) => address(request(page + index)), take));
  }
  const whole = performance.now() - began;
  if (seen.size < users) throw new Error(`A walk by ${by} saw ${seen.size} of ${users} users.`);
  return { parts, whole };
}

function middle(costs: readonly (Cost | undefined)[]): Cost {
  return {
    wall: median(costs.map((cost) => cost?.wall ?? Number.NaN)),
    cpu: median(costs.map((cost) => cost?.cpu ?? Number.NaN)),
  };
}
