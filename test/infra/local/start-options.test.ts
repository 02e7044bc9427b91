import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT, parseStartOptions } from '#infra/local/start-options.ts';

test('by default it is quiet, on port 8787, and keeps nothing', () => {
  expect(parseStartOptions([], {})).toEqual({
    help: false,
    events: false,
    verbose: false,
    port: 8787,
    dataFolder: undefined,
    localFolder: path.join(PROJECT, '.rollcall'),
  });
});

test('flags and environment are read', () => {
  const options = parseStartOptions(['--events', '--verbose'], {
    PORT: '9000',
    ROLLCALL_DATA: 'data',
  });
  expect(options).toMatchObject({ events: true, verbose: true, port: 9000, dataFolder: 'data' });
});

test.each([
  [['--evnts'], {}, /Unknown option '--evnts'.*--help/],
  [['now'], {}, /Unexpected argument 'now'.*--help/],
  [[], { PORT: 'http' }, /PORT=http is no port/],
  [[], { PORT: '65536' }, /PORT=65536 is no port/],
])('%j with %j is refused in one line', (args, environment, message) => {
  expect(() => parseStartOptions(args, environment)).toThrow(message);
  expect(() => parseStartOptions(args, environment)).not.toThrow(/\n/);
});
