import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import type { FilterNode } from '#shared/scim/filter/filter.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { detail, refusal } from '../support/refusal.ts';

const { strict, lenient } = dialects;
const parse = (text: string): FilterNode => parseFilter(text, strict).root;

/** The shape of an expression: `a or b and not c` is `(a or (b and (not c)))`. */
function shape(node: FilterNode): string {
  if (node.kind === 'not') return `(not ${shape(node.operand)})`;
  if ('operands' in node) {
    return `(${node.operands.map(shape).join(` ${node.kind} `)})`;
  }
  if (node.kind === 'valuePath') return `${node.attribute.text}[${shape(node.filter)}]`;
  return node.attribute.text;
}

describe('RFC 7644 3.4.2.2: what figure 2 shows is read', () => {
  test.each([
    'userName eq "bjensen"',
    'name.familyName co "O\'Malley"',
    'userName sw "J"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    'title pr',
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'meta.lastModified ge "2011-05-13T04:42:34Z"',
    'meta.lastModified lt "2011-05-13T04:42:34Z"',
    'meta.lastModified le "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or\n  emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and (emails.type eq "work")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or\n ims[type eq "xmpp" and value co "@foo.com"]',
  ])('%s', (text) => {
    expect(refusal(() => parse(text))).toBe('accepted');
  });
});

describe('RFC 7644 3.4.2.2: order of operations', () => {
  test.each([
    ['a pr or b pr and c pr', '(a or (b and c))'],
    ['a pr and b pr or c pr', '((a and b) or c)'],
    ['(a pr or b pr) and c pr', '((a or b) and c)'],
    ['not (a pr) and b pr', '((not a) and b)'],
    ['not (a pr and b pr)', '(not (a and b))'],
    ['NOT(a PR)', '(not a)'],
    ['a pr AND b pr And c pr', '(a and b and c)'],
    ['((a pr))', 'a'],
    ['a[b pr and not (c pr)] or d pr', '(a[(b and (not c))] or d)'],
    ['not pr', 'not'],
  ])('%s is %s', (text, expected) => {
    expect(shape(parse(text))).toBe(expected);
  });
});

describe('RFC 7644 3.4.2.2: literals are those of JSON', () => {
  test.each([
    ['a eq "x"', 'x'],
    ['a eq "say \\"hi\\" \\u00e5\\n"', 'say "hi" å\n'],
    ['a eq"x"', 'x'],
    ['a eq ")"', ')'],
    ['a eq true', true],
    ['a eq false', false],
    ['a eq null', null],
    ['a eq 12', 12],
    ['a eq -1.5e3', -1500],
  ])('%s', (text, value) => {
    expect(parse(text)).toMatchObject({ kind: 'compare', literal: { value } });
  });

  test('attribute names and operators are found without regard to case', () => {
    expect(parse('USERNAME Eq "john"')).toMatchObject({ operator: 'eq' });
  });

  test('$ref is a name', () => {
    expect(parse('members.$ref eq "x"')).toMatchObject({ attribute: { subAttribute: '$ref' } });
  });

  test('the sub-attribute after a value path belongs to the same value', () => {
    const asked = parse('emails[type eq "work"].value eq "x"');
    expect(shape(asked)).toBe('emails[(type and value)]');
  });
});

describe('RFC 7644 3.12: an invalid filter says where and what was expected', () => {
  test.each([
    ['', 1, 'an attribute'],
    ['   ', 4, 'an attribute'],
    ['userName', 9, 'an operator'],
    ['userName eq', 12, 'a value'],
    ['userName regex "x"', 10, 'an operator'],
    ['userName eq bjensen', 13, 'a string in double quotes'],
    ['userName eq "x', 13, 'a value'],
    ['userName eq "\\x"', 13, 'a value'],
    ['userName eq TRUE', 13, 'a value'],
    ['userName eq 1e999', 13, 'a value'],
    ['userName eq 01', 13, 'a value'],
    ['userName eq "x" userName', 17, '"and", "or" or the end'],
    ['userName eq "x" and', 20, 'an attribute'],
    ['(userName pr', 13, '"and", "or" or ")"'],
    ['userName pr)', 12, 'the end'],
    ['not userName pr', 5, 'an operator'],
    ['emails[type eq "work"', 22, '"and", "or" or "]"'],
    ['emails[type[value pr]]', 12, 'do not nest'],
    ['emails[type pr].a.b eq "x"', 16, 'a sub-attribute'],
    ['emails[type pr] .value eq "x"', 17, 'the end'],
    ['1name eq "x"', 1, 'the name of an attribute'],
    ['name.a.b eq "x"', 1, 'the name of an attribute'],
    ['"x" eq userName', 1, 'an attribute'],
    ['[type pr]', 1, 'an attribute'],
  ])('%j fails at %i', (text, position, expected) => {
    const call = () => parse(text);
    expect(refusal(call)).toBe('invalidFilter');
    expect(detail(call)).toContain(`position ${position}: `);
    expect(detail(call)).toContain(expected);
  });

  test('an unsupported operator is named', () => {
    expect(detail(() => parse('userName regex "x"'))).toContain('found "regex"');
  });
});

describe('limits', () => {
  test.each([
    ['10,000 parentheses', '('.repeat(10_000)],
    ['parentheses within the longest filter', '('.repeat(8_000)],
    ['a chain of not', 'not ('.repeat(1_500)],
    ['brackets', 'a['.repeat(4_000)],
    ['65 levels', `${'('.repeat(65)}a pr${')'.repeat(65)}`],
    ['257 nodes', Array.from({ length: 129 }, () => 'a pr').join(' or ')],
    ['a filter longer than 8,192 characters', `a eq "${'x'.repeat(8_200)}"`],
  ])('%s: invalidFilter', (_name, text) => {
    expect(refusal(() => parse(text))).toBe('invalidFilter');
  });

  test.each([
    ['64 levels', `${'('.repeat(64)}a pr${')'.repeat(64)}`],
    ['255 nodes', Array.from({ length: 128 }, () => 'a pr').join(' or ')],
    ['8,192 characters', `a eq "${'x'.repeat(8_185)}"`],
  ])('%s: accepted', (_name, text) => {
    expect(refusal(() => parse(text))).toBe('accepted');
  });
});

describe('dialect: bareFilterValues', () => {
  test.each(['abc', '9f1c-12ab', '3e8a', 'True', 'a@b.example'])('%s without quotes', (value) => {
    const { root } = parseFilter(`externalId eq ${value}`, lenient);
    expect(root).toMatchObject({ literal: { value } });
  });
});
