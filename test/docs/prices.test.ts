import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Unit, unitPrices } from '../support/unit-prices.ts';

// The units in docs/cost.md are asserted where they are measured; here, what follows from them.
const page = readFileSync('docs/cost.md', 'utf8');
const [units = '', prices = ''] = page.split('\n## What a million costs\n');
const template = JSON.parse(readFileSync('test/infra/golden/stateless.template.json', 'utf8'));

interface Used {
  readonly reads: number;
  readonly writes: number;
}

/** Of the operation's row, whichever table of units it is in; `column` is that of its read units. */
function unitsOf(operation: string, column: number): Used {
  const rows = units.split('\n').filter((row) => row.startsWith(`| ${operation} |`));
  expect(rows, operation).toHaveLength(1);
  const cells = rows[0]?.split('|').map(Number) ?? [];
  const [reads = Number.NaN, writes = Number.NaN] = cells.slice(column, column + 2);
  return { reads, writes };
}

function batchSize(mapping: RegExp): number {
  const names = Object.keys(template.Resources).filter((name) => mapping.test(name));
  expect(names).toHaveLength(1);
  return template.Resources[names[0] ?? ''].Properties.BatchSize;
}

const total = (all: readonly Used[]): Used => ({
  reads: all.reduce((sum, { reads }) => sum + reads, 0),
  writes: all.reduce((sum, { writes }) => sum + writes, 0),
});
const each = ({ reads, writes }: Used, of: number) => ({ reads: reads / of, writes: writes / of });

/** What one event to one endpoint takes, when batches are as large as this. */
function chain(relay: number, dispatch: number, delivery: number): [Unit, number][] {
  const publishing = relay === 1 ? 'publish one change' : `publish ${relay} changes of one tenant`;
  const delivering =
    delivery === 1 ? 'deliver one event' : `deliver ${delivery} events to one endpoint`;
  const { reads, writes } = total([
    each(unitsOf(publishing, 3), relay),
    unitsOf('dispatch one event to one endpoint', 2),
    each(unitsOf(delivering, 2), delivery),
  ]);
  return [
    ['read unit', reads],
    ['write unit', writes],
    ['event published', 1],
    ['Lambda invocation', 1 / relay + 1 / dispatch + 1 / delivery],
    // The rule sends each event by itself; then receive and delete, and send, receive and delete of its delivery.
    ['request to SQS', 1 + 2 / dispatch + 1 / dispatch + 2 / delivery],
  ];
}

const price = (used: readonly [Unit, number][]) =>
  used.reduce((sum, [unit, count]) => sum + count * unitPrices.perMillion[unit], 0);
const dollars = (amount: number) => `$${amount.toFixed(2)}`;
/** "requests to SQS": it is not the end of the name that is counted. */
const plural = (unit: Unit) =>
  unit.replace(/^(event|request|read unit|write unit|Lambda invocation)/, '$1s');
const short = (count: number) => String(Number(count.toFixed(2)));

test('the prices are those of the data', () => {
  const { region, asOf, perMillion } = unitPrices;
  expect(prices).toContain(`in ${region} as of ${asOf}`);
  for (const [unit, amount] of Object.entries(perMillion)) {
    expect(prices).toContain(`\n| ${unit} | $${amount} |\n`);
  }
});

test('what an event costs follows from its units', () => {
  const single = chain(1, 1, 1);
  const full = chain(
    batchSize(/^RelayFunctionOutbox/),
    batchSize(/^WebhooksDispatchFunctionEvents/),
    batchSize(/^WebhooksDeliveryFunctionSteady/),
  );
  for (const [index, [unit, count]] of single.entries()) {
    const inFull = full[index]?.[1] ?? Number.NaN;
    expect(prices).toContain(`\n| ${plural(unit)} | ${short(count)} | ${short(inFull)} |\n`);
  }
  const [one, many] = [single, full].map((used) => dollars(price(used)));
  expect(prices).toContain(`\n| a million such events | ${one} | ${many} |\n`);
});

test('what an operation costs follows from its units', () => {
  const rows = [
    ...prices.matchAll(/^\| ((?:GET|filter|POST|PATCH|add|list) [^|]*) \| (\$[\d.]+) \|$/gm),
  ];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, operation = '', printed] of rows) {
    const { reads, writes } = unitsOf(operation, 3);
    const used = price([
      ['request to the HTTP API', 1],
      ['Lambda invocation', 1],
      // One is for the token.
      ['read unit', reads + 1],
      ['write unit', writes],
    ]);
    expect(printed, operation).toBe(dollars(used));
  }
});

test('what a tenth of a second of a function costs follows from its memory', () => {
  const gigabyteSeconds: [Unit, number] = ['GB-second of Lambda on arm', 0.1 * 0.5];
  expect(prices).toContain(
    `100 ms of a function of 512 MB are ${dollars(price([gigabyteSeconds]))} a million`,
  );
});

/** Rows of the table of a month: whose units, and how many events are told. */
const month: Record<string, [operation: string | undefined, events: number]> = {
  'are seen, on 20 days': [undefined, 0],
  'are found to have been seen, once in 60 days': ['find out that somebody was seen since', 0],
  'are new, and get a day': ['give a new person a day', 0],
  'are warned': ['warn', 1],
  'are suspended': ['suspend', 2],
  'are deactivated': ['deactivate', 2],
};

test('what a policy costs for a million people follows from its units', () => {
  expect(units).toContain('To note that somebody was seen is 1 write unit');
  const found = Object.entries(month).map(([name, [operation, events]]) => {
    const row = prices.split('\n').find((line) => line.startsWith(`| ${name} |`));
    const count = Number(row?.split('|')[2]?.replaceAll(',', ''));
    const own = operation === undefined ? { reads: 0, writes: 1 } : unitsOf(operation, 2);
    const publishing = events > 0 ? [unitsOf('publish one change', 3)] : [];
    const { reads, writes } = total([own, ...publishing]);
    const used: [Unit, number][] = [
      ['read unit', reads],
      ['write unit', writes],
      ['event published', events],
    ];
    const cost = (count / 1_000_000) * price(used);
    expect(row).toBe(`| ${name} | ${count.toLocaleString('en')} | ${dollars(cost)} |`);
    return cost;
  });
  const sum = found.reduce((all, cost) => all + cost, 0);
  expect(prices).toContain(`\n| all of them | | ${dollars(sum)} |\n`);
});
