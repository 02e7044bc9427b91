import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { indexedTerms } from '#shared/scim/filter/indexed-terms.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const terms = (text: string, type = userType) =>
  indexedTerms(type, parseFilter(text, dialects.lenient)).map(
    ({ attribute, value }) => `${attribute}=${value}`,
  );

describe('equalities that every match satisfies', () => {
  test.each([
    ['USERNAME eq "Bo"', ['userName=Bo']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "Bo"', ['userName=Bo']],
    ['externalId eq 4711', ['externalId=4711']],
    ['id eq "1" and manager eq "2"', ['id=1', `${ENTERPRISE}:manager.value=2`]],
    ['emails eq "a"', ['emails.value=a']],
    ['emails.value eq "a"', ['emails.value=a']],
    ['emails[value eq "a"]', ['emails.value=a']],
    ['emails[type eq "work"].value eq "a"', ['emails.type=work', 'emails.value=a']],
    ['userName eq "a" and (title pr and (id eq "b"))', ['userName=a', 'id=b']],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  test('members of a group', () => {
    expect(terms('members eq "u" and displayName eq "g"', groupType)).toEqual([
      'members.value=u',
      'displayName=g',
    ]);
  });
});

describe('nothing that a match might do without', () => {
  test.each([
    'userName eq "a" or id eq "b"',
    'not (userName eq "a")',
    'userName ne "a"',
    'userName sw "a"',
    'userName eq null',
    'active eq true',
    'meta.created eq "2024-01-01T00:00:00Z"',
    'emails[value eq "a" or type eq "b"]',
    'nothing eq "a"',
    'nothing[value eq "a"]',
    `${ENTERPRISE} pr`,
  ])('%s', (text) => {
    expect(terms(text)).toEqual([]);
  });
});
