import type { Section } from '../requirement.ts';

const deletion = 'scim-api/rfc7644-3-6-delete';

export const deleting: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.6',
    title: 'Deleting Resources',
    requirements: [
      {
        lines: [2642],
        level: 'MUST',
        says: 'Every operation on what was deleted is answered with 404.',
        tests: {
          [deletion]: ['404 for every operation from then on'],
        },
      },
      {
        lines: [2644],
        level: 'MUST',
        says: 'It is left out of queries.',
        tests: {
          [deletion]: ['is omitted from future queries, and from the count of them'],
        },
      },
      {
        lines: [2646, 2649],
        level: 'SHOULD NOT',
        says: 'It conflicts with nothing.',
        tests: {
          [deletion]: ['does not make a create of the same user fail with 409'],
        },
      },
      {
        lines: [2657],
        level: 'SHALL',
        says: 'Success is 204.',
        tests: {
          [deletion]: ['answers 204 without a body'],
        },
      },
    ],
  },
];
