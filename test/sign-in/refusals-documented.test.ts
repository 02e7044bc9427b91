import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusalTexts } from '#shared/sign-in/refusal-texts.ts';

test('docs/connections.md has every reason for which somebody is refused', () => {
  const page = readFileSync('docs/connections.md', 'utf8');
  const rows = Object.entries(refusalTexts).map(
    ([reason, { administrator }]) => `| \`${reason}\` | ${administrator} |`,
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(page).toContain(`${rows.join('\n')}\n`);
});
