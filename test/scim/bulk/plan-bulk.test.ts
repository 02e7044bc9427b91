import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '#shared/kernel/json.ts';
import { parseBulk } from '#shared/scim/bulk/parse-bulk.ts';
import { type BulkStep, planBulk, referencesOf } from '#shared/scim/bulk/plan-bulk.ts';
import { referenceNames } from '#shared/scim/bulk/reference-names.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { MAX_BULK_OPERATIONS } from '#shared/scim/limits.ts';
import { BULK_REQUEST } from '#shared/scim/messages.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json, pollution } from '../support/json.ts';
import { refusal } from '../support/refusal.ts';

const names = referenceNames([userType, groupType]);
const { strict, lenient } = dialects;

const post = (bulkId: string, ...members: readonly string[]) => ({
  ...{ method: 'POST', path: '/Groups', bulkId },
  data: { members: members.map((member) => ({ value: `bulkId:${member}` })) },
});
const remove = (path: string) => ({ method: 'DELETE', path });

const plan = (operations: readonly object[]) =>
  planBulk(
    parseBulk(json({ schemas: [BULK_REQUEST], Operations: operations }), strict).operations,
    names,
  );

const indexes = (step: BulkStep) =>
  step.kind === 'circle' ? step.operations.map(({ index }) => index) : [step.operation.index];

const order = (operations: readonly object[]) => plan(operations).map(indexes);

test('as sent, when everything referred to comes before', () => {
  expect(order([post('a'), remove('/Users/1'), post('b', 'a'), remove('/Users/bulkId:b')])).toEqual(
    [[0], [1], [2], [3]],
  );
});

test('what is referred to goes before what refers to it, and nothing else moves', () => {
  expect(order([remove('/Users/1'), post('a', 'c'), post('b'), post('c'), post('d')])).toEqual([
    [0],
    [3],
    [1],
    [2],
    [4],
  ]);
  expect(order([remove('/Groups/bulkId:b'), post('a'), post('b')])).toEqual([[2], [0], [1]]);
});

test('a circle is one step, in the order in which it was sent', () => {
  const steps = plan([post('x'), post('a', 'b'), post('y', 'a'), post('b', 'c'), post('c', 'a')]);
  expect(steps.map(indexes)).toEqual([[0], [1, 3, 4], [2]]);
  expect(steps.map(({ kind }) => kind)).toEqual(['single', 'circle', 'single']);
});

test('a resource that refers to itself is a circle of its own', () => {
  expect(plan([post('a', 'a')]).map(({ kind }) => kind)).toEqual(['circle']);
});

test('a reference to nothing moves nothing', () => {
  expect(order([post('a', 'nobody'), post('b')])).toEqual([[0], [1]]);
});

test('a chain as long as a bulk may be, sent backwards', () => {
  const chain = Array.from({ length: MAX_BULK_OPERATIONS }, (_, n) => post(`n${n}`, `n${n + 1}`));
  expect(order(chain).flat()).toEqual([...chain.keys()].toReversed());
});

/** Operations by their references; `undefined` is an operation that creates nothing. */
const graph = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.array(
    fc.record({
      creates: fc.boolean(),
      refers: fc.uniqueArray(fc.nat(size + 1), { maxLength: 3 }),
    }),
    { minLength: size, maxLength: size },
  ),
);

type Nodes = readonly { readonly creates: boolean; readonly refers: readonly number[] }[];

const operationsOf = (nodes: Nodes) =>
  nodes.map(({ creates, refers }, index) => {
    const members = refers.map((to) => ({ value: `bulkId:${to}` }));
    const creation = { method: 'POST', path: '/Groups', bulkId: String(index) };
    return { ...(creates ? creation : { method: 'PUT', path: '/Groups/1' }), data: { members } };
  });

test('whatever refers to whatever: all that is needed goes before, circles stay together', () => {
  const seen = { circles: 0, moved: 0 };
  fc.assert(
    fc.property(graph, (nodes) => {
      const all = [...nodes.keys()];
      const steps = plan(operationsOf(nodes)).map(indexes);
      const stepOf = (index: number) => steps.findIndex((step) => step.includes(index));
      const needs = nodes.map(({ refers }) => refers.filter((to) => nodes[to]?.creates));
      const reaches = reachable(needs);
      const circular = (one: number, other: number) =>
        reaches[one]?.has(other) && reaches[other]?.has(one);

      expect(steps.flat().toSorted()).toEqual(all);
      const arrows = needs.flatMap((needed, from) => needed.map((to) => ({ from, to })));
      for (const { from, to } of arrows) {
        if (circular(from, to)) expect(stepOf(to)).toBe(stepOf(from));
        else expect(stepOf(to)).toBeLessThan(stepOf(from));
      }
      const together = steps.flatMap((step) => step.slice(1).map((each) => [step[0] ?? -1, each]));
      for (const [one = -1, other = -1] of together) expect(circular(one, other)).toBe(true);
      const inOrder = arrows.every(({ from, to }) => to < from);
      if (inOrder) expect(steps.flat()).toEqual(all);
      seen.circles += together.length;
      seen.moved += inOrder ? 0 : 1;
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(seen.circles, seen.moved)).toBeGreaterThan(20);
});

function reachable(needs: readonly (readonly number[])[]): ReadonlySet<number>[] {
  return needs.map((direct) => {
    const reached = new Set(direct);
    for (const node of reached) for (const next of needs[node] ?? []) reached.add(next);
    return reached;
  });
}

const key = fc.constantFrom(
  ...['Operations', 'method', 'path', 'bulkId', 'data', 'version', 'failOnErrors', 'schemas'],
  ...['members', 'manager', 'value', '$ref', '__proto__', 'constructor', 'prototype', 'op'],
);
const leaf = fc.oneof(
  fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', '/Users', '/Users/bulkId:a', 'bulkId:a'),
  fc.constantFrom('bulkId:__proto__', 'members[value eq "bulkId:a"]', 'members', BULK_REQUEST, ''),
  fc.anything({ maxDepth: 0 }).map((value) => value ?? null),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 6, noNullPrototype: false }),
  ),
}));
const anyBulk = fc.record({
  schemas: fc.constant([BULK_REQUEST]),
  Operations: fc.array(
    fc.oneof(
      tree,
      fc.record({
        method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
        path: fc.constantFrom('/Users', '/Groups/bulkId:a', '/Bulk', 'x'),
        bulkId: fc.constantFrom('a', '__proto__', 'constructor'),
        data: tree,
      }),
    ),
    { maxLength: 4 },
  ),
});

test('anything at all is planned or refused, and touches no prototype', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(fc.oneof(tree, anyBulk), fc.constantFrom(strict, lenient), (body, dialect) => {
      const text = JSON.stringify(body, (_, value) =>
        typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value,
      );
      const outcome = refusal(() => {
        const { operations } = parseBulk(parseJson(text ?? 'null'), dialect);
        const steps = planBulk(operations, names);
        expect(steps.flatMap(indexes).toSorted()).toEqual([...operations.keys()]);
        for (const operation of operations) referencesOf(names, operation);
      });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(pollution()).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
  expect(outcomes.get('accepted')).toBeGreaterThan(100);
  expect(outcomes.get('invalidSyntax')).toBeGreaterThan(100);
});
