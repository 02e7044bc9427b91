import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCliWorld } from './support/cli-world.ts';

let world: Awaited<ReturnType<typeof createCliWorld>>;
let folder: string;
beforeAll(async () => {
  world = await createCliWorld();
  await world.run('tenant create acme');
  folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function put(text: string, rest = '') {
  const file = join(folder, 'schema.json');
  await writeFile(file, text);
  return await world.run(`schema put --tenant acme --file ${file} ${rest}`);
}

test.each([
  ['is not JSON', 'not json', 2],
  ['does not have id', '{"name":"Badge"}', 2],
  ['does not have a JSON object', '[]', 2],
  [
    'attributes[0].type: must be one of',
    '{"id":"urn:example:y","attributes":[{"name":"a","type":"b"}]}',
    1,
  ],
])('an upload %s', async (problem, text, code) => {
  const ran = await put(text);
  expect(ran).toMatchObject({ code, out: '' });
  expect(ran.err).toContain(problem);
});

test('a file that is not there is told so', async () => {
  const { code, err } = await world.run('schema put --tenant acme --file /nowhere/schema.json');
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining('/nowhere/schema.json cannot be read.'),
  });
});

test('a schema may be required, and is answered in JSON', async () => {
  const { out } = await put(
    '{"id":"urn:example:y","attributes":[{"name":"a"}]}',
    '--extends Group --required true --json',
  );
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    extends: [{ resourceType: 'Group', required: true }],
  });
  const { out: listed } = await world.run('schema list --tenant acme');
  expect(listed).toContain('Group (required)');
  const { out: before } = await world.run('schema list --tenant acme --version 0');
  expect(before).toBe('No schemas: nothing declared yet.\n');
});
