import { describe, expect, test } from 'vitest';
import { type Dialect, dialects } from '#shared/scim/dialect.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json } from '../support/json.ts';
import { PROBE, probeType } from '../support/probe-type.ts';
import { detail, refusal } from '../support/refusal.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const user = json({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  id: 'AbC',
  externalId: 'Ext-1',
  userName: 'BJensen@example.com',
  name: { familyName: 'Jensen', givenName: 'Åsa' },
  title: '',
  active: false,
  emails: [
    { value: 'b@work.example', type: 'work', primary: true },
    { value: 'b@home.example', type: 'home' },
  ],
  phoneNumbers: [{ value: '+1 555 0100' }],
  groups: [{ value: 'g1', display: 'Sales', type: 'direct' }],
  [ENTERPRISE]: { department: 'Legal', manager: { value: 'M1' } },
  meta: { resourceType: 'User', lastModified: '2024-05-13T04:42:34.500Z', version: 'W/"1"' },
});
const group = json({
  id: 'g1',
  displayName: 'Sales',
  members: [{ value: 'u1', type: 'User', $ref: 'https://example.com/Users/u1' }, { value: 'u2' }],
});
const probe = json({
  label: 'x',
  count: 7,
  weight: 1.5,
  seen: '2024-01-01T01:00:00+01:00',
  key: 'AAEC',
  armed: true,
  tags: ['Red', 'green'],
  codes: [{ value: 'AbC' }],
});

function holds(type: ResourceType, text: string, dialect: Dialect = dialects.strict): boolean {
  const resource = type === userType ? user : type === groupType ? group : probe;
  return compileFilter(type, parseFilter(text, dialect))(resource);
}

type Case = [text: string, expected: boolean];
const check = (type: ResourceType, cases: Case[]) =>
  test.each(cases)('%s: %s', (text, expected) => {
    expect(holds(type, text)).toBe(expected);
  });

describe('RFC 7644 table 3: operators on strings', () => {
  check(userType, [
    ['userName eq "bjensen@example.com"', true],
    ['userName eq "bjensen"', false],
    ['userName ne "bjensen@EXAMPLE.com"', false],
    ['userName ne "other"', true],
    ['userName co "JENSEN@"', true],
    ['userName sw "bj"', true],
    ['userName sw "jensen"', false],
    ['userName ew ".COM"', true],
    ['userName ew "bjensen@example.com"', true],
    ['userName gt "a"', true],
    ['userName gt "bjensen@example.com"', false],
    ['userName ge "BJENSEN@example.com"', true],
    ['userName lt "c"', true],
    ['userName le "a"', false],
    ['name.givenName eq "åSA"', true],
  ]);
});

describe('RFC 7644 3.4.2.2: case sensitivity is that of the attribute', () => {
  check(userType, [
    ['id eq "AbC"', true],
    ['id eq "abc"', false],
    ['externalId eq "ext-1"', false],
    ['externalId sw "Ext"', true],
    ['emails.type eq "WORK"', true],
    ['meta.resourceType eq "user"', false],
  ]);
  check(probeType, [
    ['codes eq "abc"', false],
    ['codes eq "AbC"', true],
  ]);
});

describe('RFC 7644 3.4.2.2: any value of a multi-valued attribute may match', () => {
  check(userType, [
    ['emails.type eq "home"', true],
    ['emails.type eq "other"', false],
    ['emails co "@home"', true],
    ['emails[type eq "work" and value co "@home"]', false],
    ['emails.type eq "work" and emails.value co "@home"', true],
    ['emails[type eq "home" and value co "@home"]', true],
    ['emails[type eq "work"].value eq "B@WORK.example"', true],
    ['emails[type eq "work"].value eq "b@home.example"', false],
    ['emails[type eq "work"].primary eq true', true],
    ['emails[not (type eq "work") and value sw "b@h"]', true],
    ['emails.primary eq true', true],
    ['groups.value eq "g1"', true],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', true],
    ['schemas co "enterprise"', true],
    ['ims[type eq "aim"]', false],
    ['ims[not (type eq "aim")]', false],
    ['name[familyName eq "jensen"]', true],
  ]);
  check(probeType, [
    ['tags eq "red"', true],
    ['tags[value eq "GREEN"]', true],
    ['tags[type eq "x"]', false],
  ]);
  check(groupType, [
    ['members eq "u2"', true],
    ['members eq "u3"', false],
    ['members.$ref ew "/u1"', true],
    ['members[value eq "u2" and type eq "User"]', false],
    ['members[value eq "u1" and type eq "User"]', true],
  ]);
});

describe('RFC 7644 3.10: qualified names', () => {
  check(userType, [
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B"', true],
    ['URN:IETF:params:scim:schemas:core:2.0:user:name.familyname eq "jensen"', true],
    [`${ENTERPRISE}:department eq "legal"`, true],
    [`${ENTERPRISE}:manager.value eq "M1"`, true],
    [`${ENTERPRISE}:manager eq "M1"`, true],
    [`${ENTERPRISE}:manager eq "M2"`, false],
    ['manager eq "M1"', true],
    ['department eq "legal"', true],
    [`${ENTERPRISE} pr`, true],
    ['urn:example:other:department eq "legal"', false],
  ]);
});

describe('RFC 7643 2.5: unassigned is the same as null', () => {
  check(userType, [
    ['title pr', false],
    ['nickName pr', false],
    ['active pr', true],
    ['name pr', true],
    ['emails pr', true],
    ['ims pr', false],
    ['emails.display pr', false],
    ['emails.primary pr', true],
    ['nickName eq null', true],
    ['nickName ne null', false],
    ['userName eq null', false],
    ['userName ne null', true],
    ['nickName eq "x"', false],
    ['nickName ne "x"', true],
    ['nickName co ""', false],
    ['ims.value ne "x"', true],
    ['phoneNumbers.type ne "work"', true],
    ['not (nickName pr)', true],
  ]);
});

describe('RFC 7643 2.5: an empty array is unassigned too', () => {
  test.each(['emails.value ne "x"', 'emails eq null', 'not (emails pr)', 'not (emails[value pr])'])(
    '%s',
    (text) => {
      const matches = compileFilter(userType, parseFilter(text, dialects.strict));
      expect(matches(json({ userName: 'bo', emails: [] }))).toBe(true);
    },
  );
});

describe('RFC 7644 3.4.2.1: an attribute that the type does not have is without a value', () => {
  check(userType, [
    ['members pr', false],
    ['members eq "x"', false],
    ['members ne "x"', true],
    ['members eq null', true],
    ['constructor pr', false],
    ['userName.length eq "x"', false],
    ['nothing[value eq "x"]', false],
    ['nothing.gt gt "x"', false],
  ]);
});

describe('RFC 7643 2.3: types', () => {
  check(userType, [
    ['active eq false', true],
    ['active ne false', false],
    ['meta.lastModified gt "2024-05-13T04:42:34Z"', true],
    ['meta.lastModified eq "2024-05-13T06:42:34.5+02:00"', true],
    ['meta.lastModified le "2024-05-13T04:42:34Z"', false],
    ['meta.lastModified sw "2024-05"', true],
  ]);
  check(probeType, [
    ['count gt 6', true],
    ['count eq 7.0', true],
    ['count lt 7', false],
    ['weight ge 1.5', true],
    ['seen eq "2024-01-01T00:00:00Z"', true],
    ['key eq "AAEC"', true],
    ['key eq "aaec"', false],
    ['key ne "x"', true],
  ]);
});

describe('RFC 7644 3.4.2.2: a combination that makes no sense is invalidFilter', () => {
  test.each([
    ['active gt true', userType],
    ['active co true', userType],
    ['active eq "yes"', userType],
    ['userName eq 5', userType],
    ['userName gt null', userType],
    ['name eq "x"', userType],
    ['addresses co "x"', userType],
    [`${ENTERPRISE} eq "x"`, userType],
    ['meta.created gt "yesterday"', userType],
    ['meta.created gt 5', userType],
    ['password eq "x"', userType],
    ['password pr', userType],
    ['key gt "AAEC"', probeType],
    ['count co 7', probeType],
    ['count eq "7"', probeType],
    ['secret sw "a"', probeType],
    [`${PROBE}:secret eq "a"`, probeType],
    ['emails[primary gt true]', userType],
  ])('%s', (text, type) => {
    const call = () => compileFilter(type, parseFilter(text, dialects.strict));
    expect(refusal(call)).toBe('invalidFilter');
    expect(detail(call)).toMatch(/position \d+, /);
  });
});

describe('dialect: literals mean what the attribute can hold', () => {
  test.each<[string, ResourceType, boolean]>([
    ['active eq "False"', userType, true],
    ['active eq False', userType, true],
    ['externalId eq Ext-1', userType, true],
    ['userName ne 12', userType, true],
    ['count eq "7"', probeType, true],
    ['emails[primary eq "True"].value sw "b@work"', userType, true],
  ])('%s', (text, type, expected) => {
    expect(holds(type, text, dialects.lenient)).toBe(expected);
  });
});
