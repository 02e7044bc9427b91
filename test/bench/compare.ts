import type { Contender } from './contender.ts';
import { median } from './median.ts';
import type { ScimRequest } from './requests.ts';
import type { Cost } from './served.ts';

/** A request that both servers answer, measured again and again. */
export interface Row {
  readonly what: string;
  /** Whether SCIMMY's handler picks what is wanted itself. */
  readonly tuned?: boolean;
  /** @param nth Counts the requests of a contender, so that each one can differ. */
  readonly request: (contender: Contender, nth: number) => ScimRequest;
  /** Whether an answer, as text, is what was asked for. */
  readonly holds: (answer: string) => boolean;
}

export interface Comparison {
  readonly what: string;
  readonly rollcall: Measured;
  readonly scimmy: Measured;
}

export interface Measured extends Cost {
  /** Requests of which this is the median. */
  readonly requests: number;
}

/** Rounds of a request by how long, in milliseconds, it takes: many of what is quick, one of what tries patience. */
const PACES = [
  { upTo: 500, warmUp: 2, rounds: 9, within: 150, most: 20 },
  { upTo: 8_000, warmUp: 0, rounds: 3, within: 0, most: 1 },
] as const;
/** Requests of one row to one contender, at most: the newcomers must suffice. */
export const MOST_REQUESTS = 1 + (PACES[0].warmUp + PACES[0].rounds) * PACES[0].most;

/** Rounds alternate between both, so that whatever else the machine does falls on both alike. */
export async function compare(
  row: Row,
  rollcall: Contender,
  scimmy: Contender,
): Promise<Comparison> {
  const runs = [await begin(row, rollcall), await begin(row, scimmy)] as const;
  const most = Math.max(...runs.map(({ rounds }) => rounds));
  for (let round = 0; round < most; round += 1) {
    const order = round % 2 === 0 ? runs : runs.toReversed();
    for (const run of order) if (round < run.rounds) await run.once();
  }
  return { what: row.what, rollcall: runs[0].result(), scimmy: runs[1].result() };
}

/** The first request tells how often there is time for another, and whether the answer is right. */
async function begin(row: Row, contender: Contender) {
  const { served } = contender;
  const address = (nth: number) => contender.address(row.request(contender, nth), row.tuned);
  let answer = '';
  const first = await served.measure(
    1,
    () => address(0),
    (text) => {
      answer = text;
    },
  );
  if (!row.holds(answer)) {
    throw new Error(`${row.what}: not the answer that was asked for: ${answer.slice(0, 300)}`);
  }
  const pace = PACES.find(({ upTo }) => first.wall <= upTo);
  if (!pace) return { rounds: 0, once: async () => {}, result: () => ({ ...first, requests: 1 }) };
  const perRound = Math.min(Math.max(Math.floor(pace.within / first.wall), 1), pace.most);
  const costs: Cost[] = [];
  let sent = 1;
  return {
    rounds: pace.warmUp + pace.rounds,
    async once() {
      const from = sent;
      sent += perRound;
      costs.push(await served.measure(perRound, (index) => address(from + index)));
    },
    result(): Measured {
      const counted = costs.slice(pace.warmUp);
      return {
        wall: median(counted.map(({ wall }) => wall)),
        cpu: median(counted.map(({ cpu }) => cpu)),
        requests: counted.length * perRound,
      };
    },
  };
}
