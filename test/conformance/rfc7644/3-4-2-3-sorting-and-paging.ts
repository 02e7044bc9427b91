import type { Section } from '../requirement.ts';

const sort = 'scim-api/rfc7644-3-4-2-3-sort';
const query = 'scim-api/rfc7644-3-4-2-query';
const attributes = 'scim-api/rfc7644-3-4-2-5-attributes';
const search = 'scim-api/rfc7644-3-4-3-search';

export const sortingAndPaging: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.4.2.3',
    title: 'Sorting',
    requirements: [
      {
        lines: [1304],
        level: 'SHALL',
        says: 'Resources are ordered by the attribute that sortBy names.',
        tests: {
          [sort]: ['%s: %j (%s), without a value last'],
        },
      },
      {
        lines: [1319],
        level: 'SHALL',
        says: 'The order is ascending unless the client says otherwise.',
        tests: {
          [sort]: ['%s: %j (%s), without a value last', '%s descending: %j, without a value first'],
        },
      },
      {
        lines: [1321],
        level: 'MUST',
        says: 'The order is that of the type of the attribute, and of its caseExact.',
        tests: {
          [sort]: ['%s: %j (%s), without a value last', '%s descending: %j, without a value first'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.4.2.4',
    title: 'Pagination',
    requirements: [
      {
        lines: [1332],
        level: 'MUST',
        says: 'Clients bear with inconsistent pages.',
        because: 'This is asked of clients.',
      },
      {
        lines: [1358],
        level: 'SHALL',
        says: 'A startIndex below 1 is 1.',
        tests: {
          [query]: ['%j: startIndex %i, from %i on, %i of them'],
        },
      },
      {
        lines: [1363],
        level: 'MUST NOT',
        says: 'No more resources are answered than count says.',
        tests: {
          [query]: ['%j: startIndex %i, from %i on, %i of them'],
        },
      },
      {
        lines: [1366],
        level: 'SHALL',
        says: 'A negative count is 0.',
        tests: {
          [query]: ['%j: startIndex %i, from %i on, %i of them'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.4.2.5',
    title: 'Attributes',
    requirements: [
      {
        lines: [1436, 1438],
        level: 'MUST',
        says: '`attributes` and `excludedAttributes` are supported.',
        tests: {
          [attributes]: ['attributes=%s', 'excludedAttributes=%s'],
        },
      },
      {
        lines: [1444],
        level: 'MUST',
        says: 'Names in attributes are in attribute notation.',
        tests: {
          [attributes]: ['attributes=%s'],
        },
      },
      {
        lines: [1449],
        level: 'SHALL',
        says: '`excludedAttributes` does not take away what is always returned.',
        tests: {
          [attributes]: ['excludedAttributes=%s'],
        },
      },
      {
        lines: [1451],
        level: 'MUST',
        says: 'Names in excludedAttributes are in attribute notation.',
        tests: {
          [attributes]: ['a sub-attribute alone', 'an attribute of an extension alone'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.4.3',
    title: 'Querying Resources Using HTTP POST',
    requirements: [
      {
        lines: [1467],
        level: 'SHALL',
        says: 'POST to `/.search` below an endpoint is a query.',
        tests: {
          [search]: ['%s %j: what GET answers with the same parameters'],
        },
      },
      {
        lines: [1476],
        level: 'MUST',
        says: 'The query names the URI of SearchRequest.',
        tests: {
          [search]: ['schemas names the SearchRequest, where the dialect insists'],
        },
        dialects: 'lenient does without (`schemasOptional`).',
      },
      {
        lines: [1483, 1488, 1490],
        level: 'MUST',
        says: '`attributes` and `excludedAttributes` mean what they mean in a URL.',
        tests: {
          [search]: [
            '%s %j: what GET answers with the same parameters',
            'attributes are those of each type',
          ],
        },
      },
      {
        lines: [1495],
        level: 'MUST',
        says: '`filter` is a valid filter.',
        tests: {
          [search]: ['%j: 400 %s, naming the member', 'filter %s'],
        },
      },
      {
        lines: [1498, 1499],
        level: 'SHALL',
        says: '`sortBy` orders what is answered.',
        tests: {
          [search]: [
            '%s %j: what GET answers with the same parameters',
            'sorting goes across types; what a type lacks has no value',
          ],
        },
      },
    ],
  },
];
