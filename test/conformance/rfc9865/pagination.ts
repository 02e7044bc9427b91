import type { Section } from '../requirement.ts';

const cursor = 'scim-api/rfc9865-cursor';
const errors = 'scim-api/rfc9865-2-1-errors';
const authentication = 'scim-api/rfc7644-2-authentication';

export const cursorPagination: readonly Section[] = [
  {
    rfc: 9865,
    number: '1.1',
    title: 'Notational Conventions',
    requirements: [
      {
        lines: [115, 116],
        level: 'SHALL',
        says: 'The key words of RFC 2119 have the meaning that they have there.',
        because: 'This says how to read the RFC.',
      },
    ],
  },
  {
    rfc: 9865,
    number: '2',
    title: 'Query Parameters and Response Attributes',
    requirements: [
      {
        lines: [134],
        level: 'MUST',
        says: 'The cursor of a first request is empty or left out.',
        tests: {
          [cursor]: ['a bare ?cursor, or an empty one, begins; index stays the default (2.4)'],
        },
      },
      {
        lines: [141],
        level: 'SHALL',
        says: 'A negative count is 0.',
        tests: {
          [cursor]: ['count 0 or less: totalResults and nothing else'],
        },
      },
      {
        lines: [145],
        level: 'MUST NOT',
        says: 'No more resources are answered than count says.',
        tests: {
          [cursor]: ['%s %j: the whole, in order, each once'],
        },
      },
      {
        lines: [161, 163],
        level: 'MUST',
        says: 'Every page but the last has nextCursor.',
        tests: {
          [cursor]: ['%s %j: the whole, in order, each once'],
        },
      },
      {
        lines: [170],
        level: 'MUST NOT',
        says: 'The first page has no previousCursor.',
        tests: {
          [cursor]: ['%s %j: the whole, in order, each once'],
        },
      },
      {
        lines: [177, 180],
        level: 'MUST',
        says: 'Clients repeat the query with nextCursor and change nothing else.',
        tests: {
          [errors]: ['a cursor opens nothing but the query that it came from', '%j: invalidCount'],
        },
      },
    ],
  },
  {
    rfc: 9865,
    number: '2.1',
    title: 'Pagination Errors',
    requirements: [
      {
        lines: [247],
        level: 'SHOULD',
        says: 'Errors are those of SCIM.',
        tests: {
          [errors]: [
            'whatever is made up or tampered with: invalidCursor',
            'expiredCursor after cursorTimeout, and not before; each page begins it anew',
            '%j: invalidCount',
            'the first page: a count that cannot be',
          ],
        },
      },
      {
        lines: [260],
        level: 'SHOULD',
        says: 'Clients take the cursor from the answer before.',
        tests: {
          [errors]: ['whatever is made up or tampered with: invalidCursor'],
        },
      },
    ],
  },
  {
    rfc: 9865,
    number: '2.4',
    title: 'Implementing Both Cursors and Index Pagination',
    requirements: [
      {
        lines: [318],
        level: 'MUST',
        says: 'One method is the default.',
        tests: {
          [cursor]: [
            'a bare ?cursor, or an empty one, begins; index stays the default (2.4)',
            'RFC 9865 4: pagination says what holds',
          ],
        },
      },
    ],
  },
  {
    rfc: 9865,
    number: '4',
    title: 'Service Provider Configuration',
    requirements: [
      {
        lines: [375, 385, 388],
        level: 'SHOULD',
        says: '`/ServiceProviderConfig` has pagination, with cursor and index.',
        tests: {
          [cursor]: ['RFC 9865 4: pagination says what holds'],
        },
      },
      {
        lines: [413],
        level: 'MUST NOT',
        says: 'Clients conclude nothing from what is not published.',
        because: 'This is asked of clients.',
      },
    ],
  },
  {
    rfc: 9865,
    number: '5.2',
    title: 'Confidentiality',
    requirements: [
      {
        lines: [494],
        level: 'MUST',
        says: 'Pages show what the client at hand may see, whoever the cursor came from.',
        tests: {
          [errors]: ['nor in another directory or tenant, and all of them are told the same (5.2)'],
        },
      },
      {
        lines: [500],
        level: 'MUST',
        says: 'Every page is authorized anew; a cursor grants nothing.',
        tests: {
          [errors]: ['nor in another directory or tenant, and all of them are told the same (5.2)'],
          [authentication]: ['%s: 401 with a challenge, in SCIM form'],
        },
      },
      {
        lines: [505],
        level: 'SHOULD',
        says: 'Cursors end with the permissions that they were made under.',
        because:
          'A cursor holds no permission: each page is authorized by the token that asks for it (line 500).',
      },
      {
        lines: [521],
        level: 'MUST',
        says: 'Errors give nothing away.',
        tests: {
          [errors]: ['nor in another directory or tenant, and all of them are told the same (5.2)'],
          [cursor]: ['a cursor shows nothing of what it carries'],
        },
      },
    ],
  },
];
