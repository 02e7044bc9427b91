import { createVitest } from 'vitest/node';

/** What vitest takes for a test in `it.client('GET', …)`. */
const CALL_OF_A_CLIENT = /(?:^| > )(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/** Those of the names that a title, with as many of the describes around it as are said, names. */
export function matching(names: readonly string[] = [], title: string): string[] {
  return names.filter((name) => name === title || name.endsWith(` > ${title}`));
}

/**
 * The tests of some files, by file: read from their source, none of it run.
 *
 * @returns names as written, those of the describes around a test before its own, joined by ` > `.
 */
export async function declaredTests(
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const vitest = await createVitest('test', { config: 'test/vitest.config.ts', watch: false });
  try {
    const modules = await vitest.parseSpecifications(
      await vitest.globTestSpecifications([...files]),
    );
    return new Map(
      modules.map((module) => {
        const names = [...module.children.allTests()].map(({ fullName }) => fullName);
        return [module.relativeModuleId, names.filter((name) => !CALL_OF_A_CLIENT.test(name))];
      }),
    );
  } finally {
    await vitest.close();
  }
}
