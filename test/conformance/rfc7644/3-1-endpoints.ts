import type { Section } from '../requirement.ts';

const query = 'scim-api/rfc7644-3-4-2-query';
const search = 'scim-api/rfc7644-3-4-3-search';
const discovery = 'scim-api/rfc7644-4-discovery';
const create = 'scim-api/rfc7644-3-3-create';
const put = 'scim-api/rfc7644-3-5-1-replace';
const errors = 'scim-api/rfc7644-3-12-errors';
const read = 'scim-api/rfc7644-3-4-1-read';

export const endpoints: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.1',
    title: 'Background',
    requirements: [
      {
        lines: [436],
        level: 'MUST',
        says: 'The URI of a message begins with `urn:ietf:params:scim:api:`.',
        tests: {
          [query]: ['lists whole resources in a ListResponse'],
          [search]: ['schemas names the SearchRequest, where the dialect insists'],
        },
      },
      {
        lines: [439],
        level: 'SHALL NOT',
        says: 'Schemas of messages are not at `/Schemas`.',
        tests: {
          [discovery]: ['lists every schema of every type, each also to be had alone'],
        },
      },
      {
        lines: [462],
        level: 'SHOULD NOT',
        says: 'Clients do not expect their resources back exactly as they were sent.',
        because: 'This is asked of clients.',
      },
      {
        lines: [464],
        level: 'SHALL',
        says: 'Answers show the state of the resource as the server has it.',
        tests: {
          [create]: ['answers 201 with the resource, its Location and its ETag'],
          [put]: ['answers 200 with the resource as it is now, its version one higher'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.2',
    title: 'SCIM Endpoints and HTTP Methods',
    requirements: [
      {
        lines: [473],
        level: 'SHOULD',
        says: 'The endpoint of a resource is its name and an `s`.',
        tests: {
          [discovery]: ['lists User and Group as they can be reached'],
        },
      },
      {
        lines: [477],
        level: 'SHOULD',
        says: 'Clients discover endpoints at `/ResourceTypes`.',
        because: 'This is asked of clients.',
      },
      {
        lines: [490],
        level: 'MUST NOT',
        says: 'PUT does not create.',
        tests: {
          [put]: ['404 for an unknown id: PUT does not create'],
        },
      },
      {
        lines: [570, 571],
        level: 'SHOULD',
        says: 'The status of an error is that of HTTP, and stands in the body as well.',
        tests: {
          [errors]: [
            'something unforeseen: 500 with the id to quote and no more; the rest is reported',
          ],
          [read]: ['404 in SCIM form for an id that nobody has'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.3.1',
    title: 'Resource Types',
    requirements: [
      {
        lines: [712],
        level: 'SHALL',
        says: '`meta.resourceType` is that of the endpoint.',
        tests: {
          [create]: [
            'ignores what is readOnly: id, meta, groups',
            'answers a group with its members, each with what and where it is',
          ],
        },
      },
    ],
  },
];
