import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { type AttributePath, parsePath } from '#shared/scim/path.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { detail, refusal } from './support/refusal.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function canonical(path: AttributePath): string {
  if (path.kind === 'extension') return path.extension.schema.id;
  const { attribute, filter, subAttribute } = path;
  return `${attribute.path}${filter ? '[]' : ''}${subAttribute ? `.${subAttribute.name}` : ''}`;
}

describe('RFC 7644 figures 7 and 8: what a path may be', () => {
  test.each([
    ['members', 'members', groupType],
    ['name.familyName', 'name.familyName', userType],
    ['addresses[type eq "work"]', 'addresses[]', userType],
    ['addresses[type eq "work"].streetAddress', 'addresses[].streetAddress', userType],
    ['members[value eq "2819c223"]', 'members[]', groupType],
    ['members[value eq "2819c223"].display', 'members[].display', groupType],
    ['members[value eq"2819c223"]', 'members[]', groupType],
    ['NAME.FamilyName', 'name.familyName', userType],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.givenName', 'name.givenName', userType],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`, userType],
    [`${ENTERPRISE}:manager.value`, `${ENTERPRISE}:manager.value`, userType],
    ['manager', `${ENTERPRISE}:manager`, userType],
    [ENTERPRISE.toUpperCase(), ENTERPRISE, userType],
    ['emails.type', 'emails.type', userType],
    ['members.$ref', 'members.$ref', groupType],
  ])('%s is %s', (text, expected, type) => {
    expect(canonical(parsePath(text, type, dialects.strict))).toBe(expected);
  });

  test('the filter selects among the values', () => {
    const path = parsePath(
      'emails[type eq "work" and not (value co "old")]',
      userType,
      dialects.strict,
    );
    const filter = path.kind === 'attribute' ? path.filter : undefined;
    expect(filter?.matches({ type: 'Work', value: 'new@example.com' })).toBe(true);
    expect(filter?.matches({ type: 'work', value: 'old@example.com' })).toBe(false);
  });
});

describe('RFC 7644 table 9: invalidPath', () => {
  test.each([
    '',
    ' ',
    'nothing',
    'name.nothing',
    'name.givenName.more',
    'emails[type eq "work"',
    'emails[type eq "work"].',
    'emails[type eq "work"].nothing',
    'emails[type eq "work"].value.more',
    'emails[type eq "work"] value',
    'emails[type eq "work"]]',
    'name[givenName eq "x"]',
    'emails.type[value eq "x"]',
    `${ENTERPRISE}[department eq "x"]`,
    'userName eq "x"',
    '(userName)',
    '"userName"',
    '0',
    '/emails/0',
    'urn:example:unknown:2.0:User:department',
    '__proto__',
    'constructor.prototype',
    'x'.repeat(9_000),
  ])('%j', (text) => {
    expect(refusal(() => parsePath(text, userType, dialects.strict))).toBe('invalidPath');
  });

  test('the message names the position or the unknown name', () => {
    expect(detail(() => parsePath('emails[type pr] x', userType, dialects.strict))).toContain(
      'position 17',
    );
    expect(detail(() => parsePath('nothing', userType, dialects.strict))).toContain('"nothing"');
    expect(detail(() => parsePath('name.x', userType, dialects.strict))).toContain('"name.x"');
  });
});

describe('RFC 7644 table 9: invalidFilter inside the brackets', () => {
  test.each([
    'emails[',
    'emails[0]',
    'emails[]',
    'emails[type]',
    'emails[type eq]',
    'emails[primary gt true]',
    'emails[a b c]',
  ])('%s', (text) => {
    expect(refusal(() => parsePath(text, userType, dialects.strict))).toBe('invalidFilter');
  });
});
