import type { Section } from '../requirement.ts';

const formats = 'scim-api/rfc7644-3-8-formats';
const attributes = 'scim-api/rfc7644-3-4-2-5-attributes';
const patch = 'scim-api/rfc7644-3-5-2-patch';
const read = 'scim-api/rfc7644-3-4-1-read';
const errors = 'scim-api/rfc7644-3-12-errors';
const authentication = 'scim-api/rfc7644-2-authentication';
const put = 'scim-api/rfc7644-3-5-1-replace';
const versions = 'scim-api/rfc7644-3-14-versions';
const refusals = 'scim-api/rfc7644-3-5-2-patch-refusals';

export const answers: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.8',
    title: 'Data Input/Output Formats',
    requirements: [
      {
        lines: [3537, 3538],
        level: 'MUST',
        says: 'Bodies and answers are JSON in UTF-8.',
        tests: {
          [formats]: [
            'bodies and answers are UTF-8',
            'a body that is not UTF-8: 400, nothing is kept as something else',
          ],
        },
      },
      {
        lines: [3542],
        level: 'MUST',
        says: 'Clients say which other encoding they use.',
        tests: {
          [formats]: ['a charset other than UTF-8: 415'],
        },
      },
      {
        lines: [3551, 3552],
        level: 'MUST',
        says: '`application/scim+json` and `application/json` are accepted as Accept.',
        tests: {
          [formats]: ['Accept: %s is answered in %s'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.9',
    title: 'Additional Operation Response Parameters',
    requirements: [
      {
        lines: [3596, 3597],
        level: 'SHALL',
        says: '`attributes` replaces what is shown by default; what is always returned stays.',
        tests: {
          [attributes]: ['attributes=%s', 'POST, PUT and PATCH of a user'],
        },
      },
      {
        lines: [3605],
        level: 'MUST',
        says: '`excludedAttributes` leaves what is always returned.',
        tests: {
          [attributes]: ['excludedAttributes=%s'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.10',
    title: 'Attribute Notation',
    requirements: [
      {
        lines: [3655],
        level: 'SHOULD',
        says: 'Attributes of extensions are named with their URN, in any case.',
        tests: {
          [attributes]: ['an attribute of an extension alone'],
          [patch]: ['RFC 7644 3.5.2.1 add > %s'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.11',
    title: '"/Me" Authenticated Subject Alias',
    requirements: [
      {
        lines: [3674],
        level: 'SHOULD',
        says: 'Who does not support `/Me` answers with 501.',
        tests: {
          [formats]: ['RFC 7644 3.11 /Me > %s: 501, saying why'],
        },
      },
      {
        lines: [3683],
        level: 'MUST',
        says: 'An answer about `/Me` has the Location of the resource.',
        because: 'No token stands for a person, so there is no such answer.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.12',
    title: 'HTTP Status and Error Response Handling',
    requirements: [
      {
        lines: [3707],
        level: 'MUST',
        says: 'Errors have a body of the form of Error.',
        tests: {
          [read]: ['404 in SCIM form for an id that nobody has'],
          [errors]: [
            'something unforeseen: 500 with the id to quote and no more; the rest is reported',
          ],
        },
      },
      {
        lines: [3716],
        level: 'MUST',
        says: '`status` is there, as a string.',
        tests: {
          [read]: ['404 in SCIM form for an id that nobody has'],
        },
      },
      {
        lines: [3724],
        level: 'SHOULD',
        says: 'The statuses are used as described.',
        tests: {
          [authentication]: ['%s: 401 with a challenge, in SCIM form'],
          [read]: [
            '404 for a path that is no endpoint, 405 for a method that the endpoint has not',
          ],
          [put]: ['409 when the new userName or externalId is taken, and nothing changes'],
          [versions]: ['If-Match that does not name the version: 412, and nothing changes'],
          [refusals]: ['1,001 operations: 413'],
        },
      },
      {
        lines: [3733, 3736, 3743],
        level: 'SHOULD',
        says: 'Clients follow redirects as HTTP says.',
        because: 'Nothing is redirected.',
      },
      {
        lines: [3787],
        level: 'SHOULD',
        says: 'An internal error gives advice.',
        tests: {
          [errors]: [
            'something unforeseen: 500 with the id to quote and no more; the rest is reported',
          ],
        },
      },
      {
        lines: [3906],
        level: 'SHALL NOT',
        says: 'Personal information is not transmitted in URIs.',
        because: 'This is asked of clients; whatever GET can ask for, POST to `/.search` can.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.13',
    title: 'SCIM Protocol Versioning',
    requirements: [
      {
        lines: [3952, 3956],
        level: 'MUST',
        says: 'A version in the URL is `v` and a number, and is served or refused.',
        because:
          'The base URL ends in `/v2`; API Gateway and `npm start` answer any other path with 404.',
      },
      {
        lines: [3958],
        level: 'SHOULD',
        says: 'Without a version the most recent one is served.',
        because:
          'The version is a part of the base URL that clients are given, so no request is without.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.14',
    title: 'Versioning Resources',
    requirements: [
      {
        lines: [3967, 3968],
        level: 'MUST',
        says: 'The ETag is a header, and is in `meta.version`.',
        tests: {
          [versions]: ['the ETag is weak, in the header and in meta.version, and counts changes'],
        },
      },
      {
        lines: [4053],
        level: 'MAY',
        says: 'If-None-Match that names the version is answered with 304.',
        tests: {
          [versions]: [
            'If-None-Match on a read: 304 without a body when it names the version',
            'who is in groups is shown, as these come and go without a version of the user',
          ],
        },
      },
      {
        lines: [4056],
        level: 'MAY',
        says: 'If-Match that does not name it is answered with 412.',
        tests: {
          [versions]: [
            'If-Match that does not name the version: 412, and nothing changes',
            'of ten changes with the same If-Match exactly one is made',
          ],
        },
      },
    ],
  },
];
