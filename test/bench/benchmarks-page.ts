import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { ChainFindings } from './chain.ts';
import type { Comparison, Measured } from './compare.ts';
import type { SweepCost } from './lifecycle.ts';
import type { SideBySide } from './side-by-side.ts';
import type { StartCpu } from './start-cpu.ts';
import type { WalkResult } from './walk.ts';

const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);

/** The parts of the page that are measured; each stands between two lines of its own. */
export type Part = 'lambdas' | 'chain' | 'beside' | 'lifecycle';

const markers = (part: Part) =>
  [`<!-- ${part}: written by npm run bench -- --write. -->`, `<!-- end of ${part} -->`] as const;

/** What one run found out about Rollcall beside SCIMMY, and by itself. */
export interface Findings extends SideBySide {
  /** Rollcall by itself: what, measured, ratio, goal. */
  readonly alone: readonly (readonly string[])[];
  readonly machine: string;
}

/** Replaces a measured part of docs/benchmarks.md. @throws Error when the page has no place for it. */
export function writePart(part: Part, measured: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = markers(part);
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) {
    throw new Error(`docs/benchmarks.md has no lines "${begin}" and "${end}".`);
  }
  writeFileSync(PAGE, `${page.slice(0, from)}${begin}\n\n${measured}\n${page.slice(to)}`);
}

export function chainPart({ latency, throughput }: ChainFindings, machine: string): string {
  return [`${machine}\n`, table(latency), table(throughput)].join('\n');
}

export function lifecyclePart(costs: readonly SweepCost[], machine: string): string {
  const head = ['a sweep with 1,000 people due', ...populationsOf(costs), 'ratio', 'goal'];
  const rows = costs.map(({ stage, what, counts: [few = 0, many = 0] }) => {
    const counts = [few, many].map((count) => count.toLocaleString('en'));
    return [`${stage}: ${what}`, ...counts, `${(many / few).toFixed(3)}x`, '0.90x to 1.10x'];
  });
  return `${machine}\n\n${table([head, ...rows])}`;
}

const populationsOf = ([first]: readonly SweepCost[]) =>
  (first?.populations ?? []).map((people) => `among ${people.toLocaleString('en')}`);

/** @param lambdas The first of them is what the others are compared with. */
export function lambdasPart(lambdas: readonly StartCpu[], machine: string): string {
  const empty = lambdas[0]?.startCpu ?? Number.NaN;
  const rows = lambdas.map(({ name, kilobytes, startCpu }) => [
    name,
    `${Math.round(kilobytes)} KB`,
    milliseconds(startCpu),
    times(startCpu / empty),
  ]);
  const head = ['Lambda', 'minified', 'CPU of a start, ms', 'of one that does nothing'];
  return `${machine}\n\n${table([head, ...rows])}`;
}

export function besidePart({ comparisons, walks, alone, machine }: Findings): string {
  return [
    '## Beside SCIMMY\n',
    `${machine}\n`,
    table(comparisonRows(comparisons)),
    '## A walk over all users\n',
    'Of Rollcall, 100 users a page; per page, the first ten pages and the last ten.\n',
    table(walkRows(walks)),
    '## Rollcall by itself\n',
    table(alone),
  ].join('\n');
}

/** @param load Load averages, per minute, when the run began. */
export function describeMachine(load: readonly number[]): string {
  const processors = cpus();
  const average = (loads: readonly number[]) => loads[0]?.toFixed(1);
  return [
    `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC: Node ${process.versions.node},`,
    `scimmy ${versionOf('scimmy')}, scimmy-routers ${versionOf('scimmy-routers')}, express ${versionOf('express')};`,
    `${processors.length} x ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB;`,
    `load average ${average(load)} when it began, ${average(loadavg())} when it ended.`,
  ].join(' ');
}

function comparisonRows(comparisons: readonly Comparison[]): string[][] {
  const head = [
    'ms a request',
    'Rollcall',
    'its CPU',
    'SCIMMY',
    'its CPU',
    'SCIMMY / Rollcall',
    'CPU',
  ];
  const rows = comparisons.map(({ what, rollcall, scimmy }) => [
    what,
    marked(rollcall),
    milliseconds(rollcall.cpu),
    marked(scimmy),
    milliseconds(scimmy.cpu),
    times(scimmy.wall / rollcall.wall),
    times(scimmy.cpu / rollcall.cpu),
  ]);
  return [head, ...rows];
}

function walkRows(walks: readonly WalkResult[]): string[][] {
  const head = [
    'walk',
    'ms a page, start',
    'end',
    'end / start',
    'CPU a page, start',
    'end',
    'end / start',
  ];
  const rows = walks.map(({ by, users, start, end, whole }) => [
    `${users.toLocaleString('en')} users by ${by} (${(whole / 1_000).toFixed(1)} s)`,
    milliseconds(start.wall),
    milliseconds(end.wall),
    times(end.wall / start.wall),
    milliseconds(start.cpu),
    milliseconds(end.cpu),
    times(end.cpu / start.cpu),
  ]);
  return [head, ...rows];
}

function marked({ wall, requests }: Measured): string {
  return requests === 1 ? `${milliseconds(wall)} *` : milliseconds(wall);
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '---:')));
  return line(head) + rule + rest.map(line).join('');
}

function versionOf(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

export const milliseconds = (value: number) =>
  value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
export const times = (value: number) =>
  `${value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString('en')}x`;
