import type { Section } from '../requirement.ts';

const discovery = 'scim-api/rfc7644-4-discovery';
const values = 'scim/values/values';

export const configuration: readonly Section[] = [
  {
    rfc: 7644,
    number: '4',
    title: 'Service Provider Configuration Endpoints',
    requirements: [
      {
        lines: [4068],
        level: 'SHALL',
        says: '`/ServiceProviderConfig` answers with its schema.',
        tests: {
          [discovery]: ['has every attribute that RFC 7643 5 requires, and says where it is'],
        },
      },
      {
        lines: [4098],
        level: 'SHALL',
        says: '`/Schemas` answers with all schemas in a ListResponse.',
        tests: {
          [discovery]: ['lists every schema of every type, each also to be had alone'],
        },
      },
      {
        lines: [4123],
        level: 'SHALL',
        says: 'Several types or schemas come in a ListResponse.',
        tests: {
          [discovery]: [
            'lists User and Group as they can be reached',
            'lists every schema of every type, each also to be had alone',
          ],
        },
      },
      {
        lines: [4125],
        level: 'SHALL',
        says: 'Parameters of queries are ignored.',
        tests: {
          [discovery]: ['%s ignores paging, sorting and projection'],
        },
      },
      {
        lines: [4126],
        level: 'SHOULD',
        says: 'A filter is refused with 403.',
        tests: {
          [discovery]: ['%s refuses a filter: 403'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '5',
    title: 'Preparation and Comparison of Internationalized Strings',
    requirements: [
      {
        lines: [4214],
        level: 'MUST',
        says: 'User names are compared as PRECIS (RFC 7613) prepares them.',
        tests: {
          [values]: [
            'RFC 7644 5: names are compared as UsernameCaseMapped prepares them > %s is %s',
            'RFC 7644 5: names are compared as UsernameCaseMapped prepares them > %s is not %s',
          ],
        },
      },
    ],
  },
];
