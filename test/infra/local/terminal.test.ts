import { stdout } from 'node:process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Terminal } from '#infra/local/terminal.ts';

let written = '';

beforeEach(() => {
  written = '';
  vi.spyOn(stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

test.each([
  ['stdout', '{"level":"INFO","message":"fine"}', false],
  ['stdout', '{"level":"warn","message":"hm"}', true],
  ['stdout', '{"level":"ERROR","message":"no"}', true],
  ['stdout', '{"level":', false],
  ['stdout', 'plain', false],
  ['stderr', 'plain', true],
] as const)('of what a function writes to %s, %s is shown: %s', (stream, text, isShown) => {
  new Terminal(false).functionLog('Relay', stream, text);
  expect(written).toBe(isShown ? `[Relay] ${text}\n` : '');
});

test('when asked for, everything is shown', () => {
  const terminal = new Terminal(true);
  terminal.functionLog('Relay', 'stdout', 'plain');
  terminal.detail('GET / 200');
  expect(written).toBe('[Relay] plain\nGET / 200\n');
});
