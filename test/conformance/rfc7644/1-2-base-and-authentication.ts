import type { Section } from '../requirement.ts';

const read = 'scim-api/rfc7644-3-4-1-read';
const authentication = 'scim-api/rfc7644-2-authentication';

export const baseAndAuthentication: readonly Section[] = [
  {
    rfc: 7644,
    number: '1.2',
    title: 'Notational Conventions',
    requirements: [
      {
        lines: [177, 178],
        level: 'SHALL',
        says: 'The key words of RFC 2119 have the meaning that they have there.',
        because: 'This says how to read the RFC.',
      },
      {
        lines: [186],
        level: 'MUST',
        says: 'URLs are percent-encoded.',
        tests: {
          [read]: ['404 in SCIM form for an id that nobody has'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '1.3',
    title: 'Definitions',
    requirements: [
      {
        lines: [201],
        level: 'MUST NOT',
        says: 'The base URI has no query string.',
        because:
          'The base URI is the path `/scim/v2` of wherever Rollcall is reached, and so it is printed with each token.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '2',
    title: 'Authentication and Authorization',
    requirements: [
      {
        lines: [257],
        level: 'SHOULD NOT',
        says: 'Tokens are not issued on weak authentication.',
        because:
          'Tokens are issued by an operator, whom IAM authenticates, or for client credentials.',
      },
      {
        lines: [299],
        level: 'SHOULD',
        says: 'Basic authentication is combined with other factors.',
        because: 'It is not offered.',
      },
      {
        lines: [307],
        level: 'SHALL',
        says: 'The schemes that are supported are in WWW-Authenticate.',
        tests: {
          [authentication]: ['%s: 401 with a challenge, in SCIM form'],
        },
      },
      {
        lines: [311],
        level: 'MUST',
        says: 'The client is mapped to an access control policy.',
        tests: {
          [authentication]: [
            '%s: an id is answered as if nobody had it',
            'does nothing else, whatever the path, and is told why',
          ],
        },
      },
      {
        lines: [316],
        level: 'MUST',
        says: 'The client is mapped to a subject: a token is that of one directory of one tenant.',
        tests: {
          [authentication]: [
            '%s: an id is answered as if nobody had it',
            '%s: the same userName and externalId are free',
          ],
        },
      },
      {
        lines: [320],
        level: 'SHOULD',
        says: 'Whether the subject may do what it asks for is considered.',
        tests: {
          [authentication]: ['does nothing else, whatever the path, and is told why'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '2.1',
    title: 'Use of Tokens as Authorizations',
    requirements: [
      {
        lines: [359, 361],
        level: 'SHOULD',
        says: 'Scopes and subject of an authorization are considered.',
        tests: {
          [authentication]: [
            'reads: by id, by list, by query, by POST to .search, and what the server is',
            'does nothing else, whatever the path, and is told why',
          ],
        },
      },
      {
        lines: [373, 376],
        level: 'MUST',
        says: 'The threats to client authorizations are taken into account.',
        tests: {
          [authentication]: [
            'by revocation opens nothing any more, from the next request on',
            'is refused for writes even when this process believes in it still',
            'by its date is refused, and a second one of the same directory lives on',
          ],
        },
      },
    ],
  },
];
