import { readFileSync, writeFileSync } from 'node:fs';
import { stepCounts } from './check-year.ts';
import type { Settings } from './simulate.ts';
import type { Account, Year } from './year.ts';

const PAGE = new URL('../../../docs/simulation.md', import.meta.url);
const BEGIN = '<!-- Written by npm run simulate -- --write. -->';
const END = '<!-- End of what is written. -->';

interface Checked {
  readonly accounts: readonly Account[];
  readonly violations: readonly string[];
  readonly seconds: number;
}

/** What a year came to, as a table of Markdown. */
export function resultOf({ seed, every }: Settings, year: Year, checked: Checked): string {
  const { accounts, violations, seconds } = checked;
  const steps = stepCounts(accounts);
  const rows: [string, number][] = [
    ['people', accounts.length],
    ['sign-ins and other days on which somebody was seen', daysSeen(year)],
    ['warned', steps.warned],
    ['suspended', steps.suspended],
    ['deactivated', steps.deactivated],
    ['deleted', steps.deleted],
    ['dismissed by the directory', countOf(year, ({ dismissedOn }) => dismissedOn !== undefined)],
    ['moved into or out of the excluded group', movesIn(year)],
    ['came back: reactivated by the directory', year.cameBack],
    ['taken back by an administrator', year.undone],
    ['stops by the brake', year.brakeStops],
    ['releases', year.releases.length],
    ['faults injected', year.faults],
    ['of them, ends of a process', year.crashes],
    ['records of changes checked', accounts.reduce((sum, { records }) => sum + records.length, 0)],
    ['events delivered', year.delivered.size],
    ['violations', violations.length],
  ];
  const when = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const lines = rows.map(([what, count]) => `| ${what} | ${count.toLocaleString('en')} |`);
  return [
    `${when} UTC, seed ${seed}, 364 days with a sweep every ${every}, in ${seconds} s:\n`,
    ...['| | |', '|---|---:|', ...lines],
  ].join('\n');
}

/** @throws Error when the page has no place for it. */
export function writeResult(result: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new Error('docs/simulation.md has no place for the result.');
  writeFileSync(PAGE, `${page.slice(0, from)}${BEGIN}\n\n${result}\n\n${page.slice(to)}`);
}

function daysSeen({ people }: Year): number {
  return people.reduce((sum, { seen }) => sum + seen.length, 0);
}

function movesIn({ people }: Year): number {
  return people.reduce((sum, { moves }) => sum + moves.length, 0);
}

function countOf({ people }: Year, isMeant: (person: Year['people'][number]) => boolean): number {
  return people.filter(isMeant).length;
}
