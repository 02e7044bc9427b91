import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';

const documented = readFileSync('docs/dialects.md', 'utf8').split('\n');

test('docs/dialects.md tells of every row what the table says', () => {
  const { strict, okta, entra, lenient } = dialects;
  const rows = Object.entries(strict).flatMap(([row]) => (row === 'name' ? [] : [row]));
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const values = [strict, okta, entra, lenient].map((dialect) =>
      Reflect.get(dialect, row) === true ? 'yes' : 'no',
    );
    const line = documented.find((text) => text.includes(`(\`${row}\`)`));
    expect(line, row).toMatch(new RegExp(`\\| ${values.join(' \\| ')} \\|$`));
  }
});
