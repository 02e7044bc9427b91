import { type Browser, chromium } from 'playwright-core';
import { requiredProgram } from './required-program.ts';

/** Nothing that speaks to anybody but the pages under test. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium with a profile of its own. @throws Error when it is not installed. */
export function startChromium(): Promise<Browser> {
  const executablePath = requiredProgram('/usr/bin/chromium', 'chromium');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
