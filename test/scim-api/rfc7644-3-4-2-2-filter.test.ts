import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, USER } from '#shared/scim/messages.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { employeeBody, userBody, withQuery } from './support/request-bodies.ts';

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();
const TOMORROW_ABROAD = TOMORROW.replace('Z', '+14:00');

const people = {
  ann: employeeBody(
    'Ann@Example.com',
    { department: 'Sales', manager: { value: 'boss-1' } },
    {
      externalId: 'EXT-1',
      displayName: 'Ann Ärlig',
      title: 'Head of "Sales" \\ north',
      name: { familyName: 'Ek', givenName: 'Ann' },
      emails: [
        { value: 'ann@work.example', type: 'work', primary: true },
        { value: 'ann@home.example', type: 'home' },
      ],
      x509Certificates: [{ value: 'TUlJ' }],
    },
  ),
  bob: userBody('bob@example.com', {
    externalId: 'ext-1',
    active: false,
    displayName: 'bob',
    profileUrl: 'https://people.example/Bob',
    emails: [
      { value: 'bob@work.example', type: 'home' },
      { value: 'BOB@home.example', type: 'work' },
    ],
    addresses: [{ country: 'SE', locality: 'Umeå' }],
  }),
  cyd: employeeBody('cyd@example.org', { department: 'Sales force' }, { title: '12' }),
};

type Name = keyof typeof people;
const ALL: readonly Name[] = ['ann', 'bob', 'cyd'];

/** Filters and whom they find. */
const found: readonly (readonly [string, readonly Name[]])[] = [
  // Every operator on a string that is not case exact.
  ['userName eq "ann@example.com"', ['ann']],
  ['userName ne "ann@example.com"', ['bob', 'cyd']],
  ['userName co "EXAMPLE.C"', ['ann', 'bob']],
  ['userName sw "ANN"', ['ann']],
  ['userName ew ".ORG"', ['cyd']],
  ['userName gt "ANN@EXAMPLE.COM"', ['bob', 'cyd']],
  ['userName ge "BOB@example.com"', ['bob', 'cyd']],
  ['userName lt "bob@example.com"', ['ann']],
  ['userName le "bob@EXAMPLE.com"', ['ann', 'bob']],
  ['displayName eq "ANN äRLIG"', ['ann']],
  // … and on one that is.
  ['externalId eq "ext-1"', ['bob']],
  ['externalId eq "EXT-1"', ['ann']],
  ['externalId sw "EXT"', ['ann']],
  ['profileUrl co "/Bob"', ['bob']],
  ['profileUrl co "/bob"', []],
  // Presence, and null as absence (RFC 7643 2.5).
  ['title pr', ['ann', 'cyd']],
  ['not (title pr)', ['bob']],
  ['title eq null', ['bob']],
  ['title ne null', ['ann', 'cyd']],
  ['name pr', ['ann']],
  ['addresses pr', ['bob']],
  ['userName pr', ALL],
  ['nickName pr', []],
  ['title ne "12"', ['ann', 'bob']],
  // Booleans, dates, binaries.
  ['active eq true', ['ann', 'cyd']],
  ['active ne true', ['bob']],
  ['active eq false', ['bob']],
  [`meta.created gt "${YESTERDAY}"`, ALL],
  [`meta.created lt "${YESTERDAY}"`, []],
  [`meta.lastModified le "${TOMORROW}"`, ALL],
  [`meta.lastModified ge "${TOMORROW}"`, []],
  [`meta.created lt "${TOMORROW_ABROAD}"`, ALL],
  ['x509Certificates.value eq "TUlJ"', ['ann']],
  ['x509Certificates.value eq "tulj"', []],
  // Complex and multi-valued attributes.
  ['name.familyName eq "ek"', ['ann']],
  ['emails eq "ANN@home.example"', ['ann']],
  ['emails.value eq "bob@HOME.example"', ['bob']],
  ['emails.value ew "@work.example"', ['ann', 'bob']],
  ['emails.type eq "work" and emails.value co "work.example"', ['ann', 'bob']],
  ['emails[type eq "work" and value co "@work.example"]', ['ann']],
  ['emails[type eq "work"].value co "@work.example"', ['ann']],
  ['emails[primary eq true]', ['ann']],
  ['emails[not (type eq "work")]', ['ann', 'bob']],
  ['emails[type eq "other" or value sw "bob"]', ['bob']],
  ['addresses[country eq "se"]', ['bob']],
  ['addresses.locality eq "UMEÅ"', ['bob']],
  // Extensions and full names.
  [`${ENTERPRISE_USER}:department eq "sales"`, ['ann']],
  [`${ENTERPRISE_USER.toUpperCase()}:DEPARTMENT sw "sales"`, ['ann', 'cyd']],
  [`${ENTERPRISE_USER}:manager.value eq "boss-1"`, ['ann']],
  [`${ENTERPRISE_USER}:manager eq "boss-1"`, ['ann']],
  [`${USER}:userName eq "bob@example.com"`, ['bob']],
  [`${USER}:name.givenName eq "ann"`, ['ann']],
  [`schemas eq "${ENTERPRISE_USER}"`, ['ann', 'cyd']],
  ['meta.resourceType eq "User"', ALL],
  ['meta.resourceType eq "Group"', []],
  ['meta.version eq "W/\\"1\\""', ALL],
  // Literals as in JSON.
  ['title co "\\"Sales\\" \\\\ north"', ['ann']],
  ['displayName ew "\\u00c4rlig"', ['ann']],
  ['title eq "12"', ['cyd']],
  // Precedence: not, and, or; parentheses; case and space of the operators.
  ['userName sw "bob" or userName sw "ann" and active eq false', ['bob']],
  ['(userName sw "bob" or userName sw "ann") and active eq true', ['ann']],
  ['not (userName sw "bob") and not (userName sw "ann")', ['cyd']],
  ['not (userName sw "bob" or active eq true)', []],
  ['USERNAME EQ "bob@example.com" AND Active Eq false', ['bob']],
  ['  ( ( userName   sw "bob" ) )  ', ['bob']],
  // An indexed equality narrows, the rest still decides.
  ['userName eq "bob@example.com" and active eq true', []],
  ['userName eq "bob@example.com" and emails.value eq "bob@home.example"', ['bob']],
  ['emails.value eq "bob@home.example" and emails.type eq "home"', ['bob']],
  ['emails[value eq "bob@home.example" and type eq "home"]', []],
  ['userName eq "bob@example.com" or userName eq "cyd@example.org"', ['bob', 'cyd']],
  ['userName eq "bob@example.com" and userName eq "cyd@example.org"', []],
  ['externalId eq "ext-1" and userName sw "bob"', ['bob']],
  ['not (userName eq "bob@example.com")', ['ann', 'cyd']],
  // What the type does not have is without a value (RFC 7644 3.4.2.1).
  ['favouriteColour eq "red"', []],
  ['favouriteColour pr', []],
  ['favouriteColour ne "red"', ALL],
  ['name.shoeSize pr', []],
  ['members.value eq "x"', []],
  ['constructor pr', []],
  ['name.constructor pr', []],
];

/** Filters that are refused, and the place or reason that the answer must name. */
const refused: readonly (readonly [string, RegExp])[] = [
  ['', /position 1/],
  ['   ', /position/],
  ['userName', /position 9: expected an operator/],
  ['userName eq', /position 12/],
  ['userName eq "bob', /position 13/],
  ['userName eq "\\x"', /position 13/],
  ['userName is "bob"', /position 10: expected an operator \(eq, ne/],
  ['userName eq "a" userName eq "b"', /position 17/],
  ['userName eq "a" and', /position 20/],
  ['and userName eq "a"', /position/],
  ['(userName eq "a"', /position 17/],
  ['userName eq "a")', /position 16/],
  ['not userName eq "a"', /position/],
  ['emails[type eq "work"', /position 22/],
  ['emails[type[value eq "x"]]', /position 12/],
  ['emails[]', /position 8/],
  ['active gt true', /position 1, active: .*eq and ne/],
  ...['ge', 'lt', 'le'].map((order) => [`active ${order} true`, /eq and ne/] as const),
  ['active co "tr"', /active/],
  ['active eq "maybe"', /active: compare it with true or false/],
  ['meta.created gt "yesterday"', /meta.created/],
  ['meta.created gt 12', /meta.created/],
  ...['gt', 'ge', 'lt', 'le'].map(
    (order) => [`x509Certificates.value ${order} "A"`, /binary has no order/] as const,
  ),
  ['name eq "Ek"', /position 1, name/],
  ['addresses eq "SE"', /addresses/],
  ['title gt null', /title: null can only/],
  ['userName pr and password eq "x"', /position 17, password/],
  ['password pr', /password/],
  ['password sw "a"', /password/],
  ['user name eq "x"', /position 6/],
  ['userName eq "a" xor userName eq "b"', /position 17/],
  ['userName == "a"', /position 10/],
  ['__proto__ pr', /position 1: expected the name of an attribute/],
  ['name.__proto__ pr', /position 1/],
];

inEachDialect(['strict', 'lenient'], (it) => {
  const ids = new Map<string, Name>();

  beforeAll(async () => {
    for (const name of ALL) {
      const { status, body } = await it.client('POST', '/Users', people[name]);
      expect(status).toBe(201);
      ids.set(body.id, name);
    }
  });

  describe('RFC 7644 3.4.2.2 filter', () => {
    test.each(found)('%s', async (filter, expected) => {
      const { status, body } = await it.client('GET', withQuery('/Users', { filter }));
      expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined });
      expect(body.Resources.map(({ id }: { id: string }) => ids.get(id))).toEqual(expected);
      expect(body.totalResults).toBe(expected.length);
    });

    test.each(refused)('%s is refused, saying where or why', async (filter, detail) => {
      const answer = await it.client('GET', withQuery('/Users', { filter }));
      expectRefusal(answer, 400, 'invalidFilter', detail);
    });
  });
});
