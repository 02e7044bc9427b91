import type { Section } from '../requirement.ts';

const filter = 'scim-api/rfc7644-3-4-2-2-filter';
const groupFilter = 'scim-api/rfc7644-3-4-2-2-group-filter';
const parsing = 'scim/filter/parse-filter';
const hostile = 'scim-api/bad-targets';
const comparing = 'scim/filter/compile-filter';
const everyAttribute = 'scim-api/rfc7643-4-attributes';

export const filtering: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.4.2.2',
    title: 'Filtering',
    requirements: [
      {
        lines: [932],
        level: 'SHALL',
        says: 'Only what matches the filter is answered.',
        tests: {
          [filter]: ['RFC 7644 3.4.2.2 filter > %s', '%s is refused, saying where or why'],
          [groupFilter]: ['RFC 7644 3.4.2.2 filter on groups and memberships > %s %s'],
        },
      },
      {
        lines: [944, 945],
        level: 'MUST',
        says: 'A filter has at least one expression; an expression has an attribute, an operator and, mostly, a value.',
        tests: {
          [filter]: ['%s is refused, saying where or why'],
        },
      },
      {
        lines: [1001, 1024, 1038, 1051],
        level: 'SHALL',
        says: '`gt`, `ge`, `lt` and `le` of a boolean or a binary: 400 `invalidFilter`.',
        tests: {
          [filter]: ['%s is refused, saying where or why'],
        },
      },
      {
        lines: [1097, 1102],
        level: 'MUST',
        says: 'What stands in brackets holds of one and the same value, and speaks of its sub-attributes.',
        tests: {
          [filter]: ['RFC 7644 3.4.2.2 filter > %s'],
          [parsing]: ['the sub-attribute after a value path belongs to the same value'],
        },
      },
      {
        lines: [1127],
        level: 'MUST',
        says: 'A filter conforms to the ABNF.',
        tests: {
          [filter]: ['%s is refused, saying where or why'],
          [hostile]: ['a hostile filter or path is refused in no time, saying where > %s'],
        },
        dialects: 'entra and lenient read values without quotes (`bareFilterValues`).',
      },
      {
        lines: [1183],
        level: 'MUST',
        says: 'Brackets, `not`, `and` and `or` bind in this order.',
        tests: {
          [filter]: ['RFC 7644 3.4.2.2 filter > %s'],
          [comparing]: ['%s: %s'],
        },
      },
      {
        lines: [1197],
        level: 'MUST',
        says: 'A sub-attribute of a complex attribute is named in full.',
        tests: {
          [filter]: ['RFC 7644 3.4.2.2 filter > %s', '%s is refused, saying where or why'],
        },
      },
      {
        lines: [1203],
        level: 'SHALL',
        says: 'A filter of a defaulted attribute uses the value that was answered.',
        tests: {
          [filter]: ['RFC 7644 3.4.2.2 filter > %s'],
        },
      },
      {
        lines: [1208],
        level: 'MUST',
        says: 'An unknown operator is refused with 400 `invalidFilter`, by name.',
        tests: {
          [filter]: ['%s is refused, saying where or why'],
          [parsing]: ['an unsupported operator is named'],
        },
      },
      {
        lines: [1217],
        level: 'SHALL',
        says: 'Whether case counts follows from caseExact.',
        tests: {
          [filter]: ['RFC 7644 3.4.2.2 filter > %s'],
          [everyAttribute]: ['$path: written, read, found, shown, hidden, removed'],
        },
      },
    ],
  },
];
