import { expect, test } from 'vitest';
import { checkHistory } from './check-history.ts';
import type { History, Observation } from './observation.ts';

const add = (value: string, from: number, to: number, version: number): Observation => ({
  client: 1,
  from,
  to,
  action: { do: 'add', value },
  status: 200,
  version,
});
const read = (from: number, to: number, version: number, values: string[]): Observation => ({
  client: 2,
  from,
  to,
  action: { do: 'read' },
  status: 200,
  version,
  values,
});

const history = (observations: Observation[], values: string[], rest: Partial<History> = {}) => ({
  before: { version: 1, values: [] },
  after: { version: 1 + observations.filter(({ action }) => action.do === 'add').length, values },
  observations,
  mayShowNewer: false,
  ...rest,
});

test('nothing is wrong with changes that took effect one after the other', () => {
  const right = [
    add('a', 1, 5, 3),
    add('b', 2, 4, 2),
    read(3, 6, 2, ['b']),
    read(7, 8, 3, ['a', 'b']),
    { ...add('c', 9, 10, 4), ifMatch: 3 },
    { ...add('d', 11, 12, 0), ifMatch: 3, status: 412 },
  ].map(({ version, ...each }) => ({ ...each, ...(version && { version }) }));
  const after = { version: 4, values: ['a', 'b', 'c'] };
  expect(checkHistory(history(right, [], { after }))).toEqual([]);
});

test.each<[string, History, RegExp]>([
  ['a lost update', history([add('a', 1, 2, 2), add('b', 3, 4, 3)], ['b']), /does not end/],
  [
    'two changes of one version',
    history([add('a', 1, 4, 2), add('b', 2, 3, 2)], ['a', 'b']),
    /made version 2, not 3/,
  ],
  [
    'a change that was not counted',
    history([add('a', 1, 2, 2)], ['a'], { after: { version: 3, values: ['a'] } }),
    /ends at 3/,
  ],
  [
    'a stale read',
    history([add('a', 1, 2, 2), read(3, 4, 1, [])], ['a']),
    /saw version 1, not 2 to 2/,
  ],
  [
    'a read of what is yet to come',
    history([read(1, 2, 2, ['a']), add('a', 3, 4, 2)], ['a']),
    /saw version 2, not 1 to 1/,
  ],
  [
    'an order against time',
    history([add('a', 1, 2, 3), add('b', 3, 4, 2)], ['a', 'b']),
    /saw version 2/,
  ],
  [
    'a torn read',
    history([add('a', 1, 2, 2), add('b', 3, 4, 3), read(5, 6, 3, ['b'])], ['a', 'b']),
    /does not hold/,
  ],
  [
    'a value twice',
    history([add('a', 1, 2, 2), read(3, 4, 2, ['a', 'a'])], ['a']),
    /does not hold/,
  ],
  [
    'a precondition got past',
    history([add('a', 1, 2, 2), { ...add('b', 3, 4, 3), ifMatch: 1 }], ['a', 'b']),
    /got past If-Match 1/,
  ],
  [
    'a refusal for no reason',
    history([{ client: 1, from: 1, to: 2, action: { do: 'read' }, ifMatch: 1, status: 412 }], []),
    /nobody changed/,
  ],
  [
    'a failure',
    history([{ client: 1, from: 1, to: 2, action: { do: 'read' }, status: 503 }], []),
    /answered with 503/,
  ],
])('%s is found', (_, wrong, problem) => {
  expect(checkHistory(wrong).join('\n')).toMatch(problem);
});

test('what may be shown newer than its version is never shown older', () => {
  const newer = [add('a', 1, 2, 2), add('b', 3, 9, 3), read(4, 8, 2, ['a', 'b'])];
  expect(checkHistory(history(newer, ['a', 'b'], { mayShowNewer: true }))).toEqual([]);
  expect(checkHistory(history(newer, ['a', 'b']))).toHaveLength(1);
  const older = [add('a', 1, 2, 2), add('b', 3, 9, 3), read(4, 8, 3, ['a'])];
  expect(checkHistory(history(older, ['a', 'b'], { mayShowNewer: true }))).toHaveLength(1);
});
