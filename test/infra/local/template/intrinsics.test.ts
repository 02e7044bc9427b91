// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of Fn::Sub
import { describe, expect, test } from 'vitest';
import { type IntrinsicScope, resolveIntrinsics } from '#infra/local/template/intrinsics.ts';

const SCOPE: IntrinsicScope = {
  ref: (name) => `ref(${name})`,
  attribute: (logicalId, attribute) => `${logicalId}.${attribute}`,
  importValue: (name) => `import(${name})`,
  mapping: (map, first, second) => `${map}/${first}/${second}`,
};

const resolve = (value: unknown) => resolveIntrinsics(value, SCOPE);

describe('resolveIntrinsics', () => {
  test.each([
    ['a literal', 'text', 'text'],
    ['a list', [1, { Ref: 'A' }, null], [1, 'ref(A)', null]],
    ['an object of two members', { Ref: 'A', other: 1 }, { Ref: 'A', other: 1 }],
    ['GetAtt as a list', { 'Fn::GetAtt': ['A', 'Arn'] }, 'A.Arn'],
    ['GetAtt as a string', { 'Fn::GetAtt': 'A.Endpoint.Port' }, 'A.Endpoint.Port'],
    ['Join over a Split', { 'Fn::Join': ['-', { 'Fn::Split': [':', 'a:b:c'] }] }, 'a-b-c'],
    ['Select', { 'Fn::Select': ['1', ['a', { Ref: 'B' }]] }, 'ref(B)'],
    ['ImportValue of a Sub', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${A}' } }, 'import(x-ref(A))'],
    ['FindInMap', { 'Fn::FindInMap': ['M', { Ref: 'K' }, 'v'] }, 'M/ref(K)/v'],
    ['Sub of an attribute', { 'Fn::Sub': 'arn:${A.Arn}/${!Literal}' }, 'arn:A.Arn/${Literal}'],
    [
      'Sub with variables of its own',
      { 'Fn::Sub': ['${Mine}-${AWS::Region}', { Mine: { Ref: 'A' } }] },
      'ref(A)-ref(AWS::Region)',
    ],
  ])('%s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test.each([
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/8', 1] }, /Fn::Cidr.*no stand-in/],
    ['an element that is not there', { 'Fn::Select': [3, ['a']] }, /no element 3/],
    ['a Join of objects', { 'Fn::Join': ['', [{ a: 1, b: 2 }]] }, /where a string must be/],
  ])('refuses %s', (_, value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});
