import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventTypes } from '#shared/events/catalogue.ts';
import { asyncApiDocument } from '#shared/events/contract/asyncapi.ts';
import { eventTable } from '#shared/events/contract/event-table.ts';
import { exampleEvent } from '#shared/events/contract/example-event.ts';
import { jsonSchemaDocument } from '#shared/events/contract/json-schema.ts';
import { typeDeclarations } from '#shared/events/contract/type-declarations.ts';

// `npm run docs` writes these files; here they are held against the catalogue.

const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url).pathname;
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

test('the JSON Schema of every event is as published', async () => {
  await expect(json(jsonSchemaDocument())).toMatchFileSnapshot(docs('schemas/events.schema.json'));
});

test('the AsyncAPI document is as published', async () => {
  await expect(json(asyncApiDocument())).toMatchFileSnapshot(docs('asyncapi.json'));
});

test('the types for consumers are as published', async () => {
  await expect(typeDeclarations()).toMatchFileSnapshot(docs('schemas/events.d.ts'));
});

test('docs/events.md has the table of the catalogue, an example, and the rule that is tested', async () => {
  const rule = readFileSync(docs('examples/on-departure.ts'), 'utf8').trimEnd();
  const wanted = readFileSync(docs('events.md'), 'utf8')
    .replace(section('catalogue'), `$1${eventTable()}\n$2`)
    .replace(section('example'), `$1${fenced('json', json(exampleEvent('user.deactivated')))}$2`)
    .replace(section('rule'), `$1${fenced('ts', `${rule}\n`)}$2`);
  for (const type of eventTypes) expect(wanted).toContain(`| \`${type}\` |`);
  expect(wanted).toContain(rule);
  await expect(wanted).toMatchFileSnapshot(docs('events.md'));
});

/** Between `<!-- name -->` and `<!-- /name -->`, each on a line of its own. */
function section(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
}

function fenced(language: string, text: string): string {
  // A replacement reads `$` as its own.
  return `\`\`\`${language}\n${text.replaceAll('$', '$$$$')}\`\`\`\n`;
}
