import { type Comparison, compare, MOST_REQUESTS, type Row } from './compare.ts';
import { type Contender, startRollcall, startScimmy } from './contender.ts';
import { displayNameOf } from './person.ts';
import { addition, creation, equality, pageAt, reading, renaming } from './requests.ts';
import { benchWalk, type WalkResult } from './walk.ts';

const PAGE = 100;
const WARM_UP = 300;

export interface SideBySide {
  readonly comparisons: readonly Comparison[];
  readonly walks: readonly WalkResult[];
}

interface Stage {
  readonly users: number;
  readonly groups: readonly number[];
  readonly rows: readonly Row[];
  readonly walked: boolean;
}

/** Rollcall beside SCIMMY, for tenants and groups of ever more users. */
export async function benchSideBySide(
  endpoint: string,
  sizes: readonly [small: number, medium: number, large: number],
  tell: (progress: string) => void,
): Promise<SideBySide> {
  const comparisons: Comparison[] = [];
  const walks: WalkResult[] = [];
  for (const stage of stagesOf(sizes)) {
    tell(`${inWords(stage.users)} users`);
    const data = { ...stage, newcomers: MOST_REQUESTS };
    const rollcall = await startRollcall(endpoint, data);
    const scimmy = await startScimmy(data);
    await Promise.all([warmUp(rollcall), warmUp(scimmy)]);
    for (const row of stage.rows) {
      tell(row.what);
      comparisons.push(await compare(row, rollcall, scimmy));
    }
    if (stage.walked) walks.push(...(await benchWalk(rollcall, stage.users)));
    rollcall.served.stop();
    scimmy.served.stop();
  }
  return { comparisons, walks };
}

function stagesOf([small, medium, large]: readonly [number, number, number]): Stage[] {
  const scaling = (users: number, groups: readonly number[]) => [
    equalityRow(users),
    pageRow(users, 1, 'first'),
    pageRow(users, users - PAGE + 1, 'last'),
    ...groups.map(additionRow),
  ];
  const smallest = [10, small];
  return [
    {
      users: small,
      groups: smallest,
      rows: [...constantRows(small), ...scaling(small, smallest), scanRow(small)],
      walked: false,
    },
    {
      users: medium,
      groups: [medium],
      rows: [...scaling(medium, [medium]), jumpRow(medium), scanRow(medium)],
      walked: true,
    },
    {
      users: large,
      groups: [large],
      rows: [
        tunedRow(equalityRow(large)),
        tunedRow(pageRow(large, large - PAGE + 1, 'last')),
        ...scaling(large, [large]),
      ],
      walked: false,
    },
  ];
}

function constantRows(users: number): Row[] {
  return [
    {
      what: 'create a user',
      request: (_, nth) => creation(users + nth),
      holds: (answer) => answer.includes('"meta"'),
    },
    {
      what: 'GET a user',
      request: (contender, nth) => reading(newcomer(contender, nth).id),
      holds: (answer) => answer.includes('"userName"'),
    },
    {
      what: 'PATCH one attribute of a user',
      request: (contender, nth) => renaming(newcomer(contender, nth).id, `Ada ${nth}`),
      holds: (answer) => answer.includes('"Ada 0"'),
    },
  ];
}

function equalityRow(users: number): Row {
  return {
    what: `filter userName eq, among ${inWords(users)} users`,
    request: (contender, nth) => equality('userName', newcomer(contender, nth).userName),
    holds: (answer) => JSON.parse(answer).totalResults === 1,
  };
}

/** By what no index answers. */
function scanRow(users: number): Row {
  return {
    what: `filter displayName eq (no index), among ${inWords(users)} users`,
    request: () => equality('displayName', displayNameOf(users >> 2)),
    holds: (answer) => JSON.parse(answer).totalResults === 1,
  };
}

/** Rollcall has a note of where the last page begins, as in a walk the page before leaves it. */
function pageRow(users: number, startIndex: number, which: string): Row {
  return {
    what: `list ${PAGE} of ${inWords(users)} users, the ${which} page`,
    request: () => pageAt(startIndex),
    holds: isPageOf(users),
  };
}

/** Out of nowhere, where no page was asked for before. */
function jumpRow(users: number): Row {
  const startIndex = users / 2 + PAGE / 2 + 1;
  return {
    what: `list ${PAGE} of ${inWords(users)} users, jumped into the middle`,
    request: () => pageAt(startIndex),
    holds: isPageOf(users),
  };
}

function additionRow(size: number): Row {
  return {
    what: `add a member to a group of ${inWords(size)}`,
    request: (contender, nth) =>
      addition(contender.groups.get(size) ?? '', newcomer(contender, nth).id),
    // Rollcall answers without the group.
    holds: (answer) => answer === '' || JSON.parse(answer).members.length === size + 1,
  };
}

function tunedRow(row: Row): Row {
  return { ...row, tuned: true, what: `${row.what}; SCIMMY's handler picks` };
}

function isPageOf(users: number) {
  return (answer: string): boolean => {
    const { totalResults, Resources } = JSON.parse(answer);
    return totalResults >= users && Resources.length === PAGE;
  };
}

function newcomer({ newcomers }: Contender, nth: number) {
  const found = newcomers[nth % newcomers.length];
  if (!found) throw new Error('There are no newcomers.');
  return found;
}

async function warmUp(contender: Contender): Promise<void> {
  const request = (nth: number) => contender.address(reading(newcomer(contender, nth).id));
  await contender.served.measure(WARM_UP, request);
}

const inWords = (count: number) => count.toLocaleString('en');
