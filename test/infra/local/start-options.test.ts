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
    timeScale: 1,
  });
});

test('flags and environment are read', () => {
  const options = parseStartOptions(['--events', '--verbose'], {
    PORT: '9000',
    ROLLCALL_DATA: 'data',
    ROLLCALL_TIME_SCALE: '1000',
  });
  expect(options).toMatchObject({ events: true, verbose: true, port: 9000, dataFolder: 'data' });
  expect(options.timeScale).toBe(1_000);
});

test.each([
  [['--evnts'], {}, /Unknown option '--evnts'.*--help/],
  [['now'], {}, /Unexpected argument 'now'.*--help/],
  [[], { PORT: 'http' }, /PORT=http is no port/],
  [[], { PORT: '65536' }, /PORT=65536 is no port/],
  [[], { ROLLCALL_TIME_SCALE: '0' }, /ROLLCALL_TIME_SCALE=0 is no scale/],
  [[], { ROLLCALL_TIME_SCALE: '1.5' }, /ROLLCALL_TIME_SCALE=1.5 is no scale/],
])('%j with %j is refused in one line', (args, environment, message) => {
  expect(() => parseStartOptions(args, environment)).toThrow(message);
  expect(() => parseStartOptions(args, environment)).not.toThrow(/\n/);
});
