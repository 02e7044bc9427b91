import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findJava, majorVersion } from '#infra/local/java.ts';
import { StartError } from '#infra/local/start-error.ts';

describe('majorVersion', () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19 LTS', 21],
    ['java version "1.8.0_402"', 8],
    ['Picked up _JAVA_OPTIONS: -Xmx1g\nopenjdk version "11.0.2"', 11],
    ['No Java runtime present, requesting install.', undefined],
  ])('of %j is %s', (banner, version) => {
    expect(majorVersion(banner)).toBe(version);
  });
});

describe('findJava', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'rollcall-'));
    await mkdir(join(home, 'bin'));
  });
  afterAll(() => rm(home, { recursive: true }));

  async function fakeJava(version: string): Promise<void> {
    const file = join(home, 'bin', 'java');
    await writeFile(file, `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`);
    await chmod(file, 0o755);
  }

  test('says what to do when the PATH has none', async () => {
    await expect(findJava({ PATH: '/nowhere' })).rejects.toThrow(StartError);
    await expect(findJava({ PATH: '/nowhere' })).rejects.toThrow(/not found on the PATH.*Install/);
  });

  test('refuses one that is too old', async () => {
    await fakeJava('11.0.2');
    await expect(findJava({ JAVA_HOME: home, PATH: '/bin' })).rejects.toThrow(
      /version 11, too old/,
    );
  });

  test('prefers JAVA_HOME', async () => {
    await fakeJava('21.0.1');
    expect(await findJava({ JAVA_HOME: home, PATH: '/bin' })).toBe(join(home, 'bin', 'java'));
  });
});
