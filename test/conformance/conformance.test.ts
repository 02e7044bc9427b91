import { describe, expect, test } from 'vitest';
import { keyWords } from './key-words.ts';
import { filesNamed, mayNotRun, unknownTests } from './named-tests.ts';
import { renderConformance } from './render-conformance.ts';
import { type Requirement, requirementId } from './requirement.ts';
import { sections } from './sections.ts';

const rows = sections.flatMap((section) =>
  section.requirements.map((requirement) => ({
    id: requirementId(section, requirement),
    requirement,
  })),
);
const testsOf = (requirement: Requirement) => ('tests' in requirement ? requirement.tests : {});
const shown = rows.map(({ id, requirement }) => ({ id, tests: testsOf(requirement) }));

describe('every requirement', () => {
  test('has a name of its own and says something', () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) !== at)).toEqual([]);
    for (const { id, requirement } of rows) {
      expect(requirement.says, id).toMatch(/^[A-Z`"].{10,}\.$/);
      if ('because' in requirement) expect(requirement.because, id).toMatch(/\S{3,}.*\.$/);
      else expect(testsOf(requirement), id).not.toEqual({});
    }
  });

  test('is shown by tests that are there, each named so that it is one', async () => {
    expect(await unknownTests(shown)).toEqual([]);
  });

  test.each(filesNamed(shown))('%s runs all of its tests and expects none to fail', (file) => {
    expect(mayNotRun(file)).toBeUndefined();
  });
});

describe('every section', () => {
  test.each(sections)('$rfc $number: each line with a key word is in a row', (section) => {
    const said = section.requirements.flatMap(({ level, lines }) => (level === 'MAY' ? [] : lines));
    expect(section.requirements).not.toEqual([]);
    expect(new Set(said)).toEqual(new Set(keyWords[section.rfc][section.number]));
  });

  test('in which an RFC has a key word has rows', () => {
    const expected = Object.entries(keyWords).flatMap(([rfc, lines]) =>
      Object.keys(lines).map((number) => `${rfc} ${number}`),
    );
    const have = sections.map(({ rfc, number }) => `${rfc} ${number}`);
    expect(expected.filter((section) => !have.includes(section))).toEqual([]);
    expect(new Set(have).size).toBe(have.length);
  });
});

test('docs/conformance.md is up to date (npm test -- -u writes it)', async () => {
  await expect(renderConformance(sections)).toMatchFileSnapshot('../../docs/conformance.md');
});
