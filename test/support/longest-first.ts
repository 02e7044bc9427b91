import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Below test/; they take longest, however short some of them are to read. */
const LONGEST = [
  'infra/local/start.test.ts',
  'webhooks/chain/chain.test.ts',
  'infra/template.test.ts',
  'infra/bundling.test.ts',
  'lifecycle/year.test.ts',
  'scim-api/model.test.ts',
  'scim-api/large-groups.test.ts',
  'sign-in/jit/one-person.property.test.ts',
];

/** What takes long does not begin when all else is done: vitest goes by size where it has not run a file before. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((file) => moduleId.endsWith(`/test/${file}`));
  return place < 0 ? LONGEST.length : place;
}
