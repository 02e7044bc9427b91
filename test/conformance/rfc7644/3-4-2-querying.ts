import type { Section } from '../requirement.ts';

const query = 'scim-api/rfc7644-3-4-2-query';
const search = 'scim-api/rfc7644-3-4-3-search';
const walk = 'identity/walk-resources';

export const querying: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.4.2',
    title: 'Query Resources',
    requirements: [
      {
        lines: [813],
        level: 'SHOULD',
        says: 'Unknown parameters of a query are ignored.',
        tests: {
          [query]: ['parameters that nobody knows are ignored'],
        },
      },
      {
        lines: [817],
        level: 'MUST',
        says: 'The answer is a ListResponse.',
        tests: {
          [query]: ['lists whole resources in a ListResponse'],
        },
      },
      {
        lines: [825],
        level: 'MUST',
        says: 'It has totalResults.',
        tests: {
          [query]: [
            'lists whole resources in a ListResponse',
            '%j: startIndex %i, from %i on, %i of them',
          ],
        },
      },
      {
        lines: [829],
        level: 'MUST',
        says: 'It has Resources, unless there are none.',
        tests: {
          [query]: [
            'lists whole resources in a ListResponse',
            'no match is no error: 200, totalResults 0, no Resources',
          ],
        },
      },
      {
        lines: [833],
        level: 'MUST',
        says: 'It has startIndex when it shows a part.',
        tests: {
          [query]: ['%j: startIndex %i, from %i on, %i of them'],
        },
      },
      {
        lines: [837],
        level: 'MUST',
        says: 'It has itemsPerPage when it shows a part.',
        tests: {
          [query]: ['%j: startIndex %i, from %i on, %i of them'],
        },
      },
      {
        lines: [847],
        level: 'SHALL',
        says: 'No match is success: 200 with totalResults 0.',
        tests: {
          [query]: ['no match is no error: 200, totalResults 0, no Resources'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.4.2.1',
    title: 'Query Endpoints',
    requirements: [
      {
        lines: [904],
        level: 'SHALL',
        says: 'A query of the root includes all resources.',
        tests: {
          [search]: [
            'include every resource, users first, each in its own form',
            'from %i, %i of them, across types',
          ],
        },
      },
      {
        lines: [912],
        level: 'SHALL',
        says: 'A query that takes too much is refused with 400 and `tooMany`.',
        tests: {
          [walk]: [
            'an order over more than the budget is refused, by cursor and by number, unlike none',
          ],
        },
      },
      {
        lines: [918],
        level: 'MUST',
        says: 'Filters of the root are those of a single type.',
        tests: {
          [search]: ['filter %s'],
        },
      },
      {
        lines: [920],
        level: 'SHALL',
        says: 'An attribute that a type does not have is one without a value.',
        tests: {
          [search]: ['filter %s'],
        },
      },
    ],
  },
];
