import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { absolute, markdownFiles, targetOf } from './markdown-file.ts';

const files = markdownFiles();
const isLocal = (link: string) => !/^[a-z][a-z\d+.-]*:/i.test(link);
const leading = files.filter(({ links }) => links.some(isLocal));

test('the documents link to each other', () => {
  expect(leading.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['README.md', 'docs/providers/README.md']),
  );
});

test.each(leading)('$name: every link leads to something that is there', (file) => {
  const dead = file.links.filter(isLocal).filter((link) => {
    const target = targetOf(file, link);
    const [, anchor] = link.split('#');
    if (!existsSync(absolute(target))) return true;
    const document = files.find(({ name }) => name === target);
    return anchor !== undefined && document !== undefined && !document.anchors.includes(anchor);
  });
  expect(dead).toEqual([]);
});

test('every document can be reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const name of reached) {
    const file = files.find((each) => each.name === name);
    for (const link of file?.links.filter(isLocal) ?? []) {
      if (file) reached.add(targetOf(file, link));
    }
  }
  expect(files.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
});
