import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { SigningKeys } from '#infra/signing-keys.ts';

function keysOf(generation: unknown) {
  const app = new App({ context: { 'rollcall:signingKeyGeneration': generation } });
  const stack = new Stack(app, 'Stack');
  const { arns } = new SigningKeys(stack, 'SigningKeys');
  const ids = stack.resolve(arns).map((arn: { 'Fn::GetAtt': string[] }) => arn['Fn::GetAtt'][0]);
  const template = Template.fromStack(stack);
  const numberOf = (id: string) => Number(/^SigningKeysKey(\d)/.exec(id)?.[1]);
  return {
    /** The first signs. */
    used: ids.map(numberOf),
    kept: Object.keys(template.findResources('AWS::KMS::Key')).map(numberOf).toSorted(),
    exported: Object.keys(template.findOutputs('*')).length,
  };
}

describe('the signing keys', () => {
  test.each([
    [1, [1, 2], [1, 2]],
    [2, [2, 3, 1], [1, 2, 3]],
    [3, [3, 4, 2], [1, 2, 3, 4]],
    [4, [4, 5, 3], [2, 3, 4, 5]],
  ])('of generation %i: the next is published, and the last still', (generation, used, kept) => {
    const keys = keysOf(generation);
    expect(keys.used).toEqual(used);
    expect(keys.kept).toEqual(kept);
    // What the functions imported before the change is still there when the change begins.
    expect(keys.exported).toBe(kept.length);
  });

  test('stay the same keys from generation to generation', () => {
    const template = (generation: number) => {
      const app = new App({ context: { 'rollcall:signingKeyGeneration': generation } });
      const stack = new Stack(app, 'Stack');
      new SigningKeys(stack, 'SigningKeys');
      return Template.fromStack(stack).findResources('AWS::KMS::Key');
    };
    const [first, second] = [template(1), template(2)];
    expect(Object.keys(first)).toHaveLength(2);
    expect(second).toMatchObject(first);
  });

  test.each([0, 1.5, '2', -1])('are of no generation %j', (generation) => {
    expect(() => keysOf(generation)).toThrow(/has to be a whole number from 1 on/);
  });
});
