import type { Section } from '../requirement.ts';

const authentication = 'scim-api/rfc7644-2-authentication';
const search = 'scim-api/rfc7644-3-4-3-search';
const create = 'scim-api/rfc7644-3-3-create';
const values = 'scim/values/values';
const formats = 'scim-api/rfc7644-3-8-formats';

export const security: readonly Section[] = [
  {
    rfc: 7644,
    number: '7.1',
    title: 'HTTP Considerations',
    requirements: [
      {
        lines: [4338],
        level: 'MUST NOT',
        says: 'Clients put no userinfo into URIs.',
        because: 'This is asked of clients.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.2',
    title: 'TLS Support Considerations',
    requirements: [
      {
        lines: [4348, 4350],
        level: 'MUST',
        says: 'TLS is required, version 1.2 is supported.',
        because:
          'API Gateway speaks nothing but TLS, 1.2 or newer; `npm start` listens on the loopback interface only.',
      },
      {
        lines: [4352],
        level: 'MUST',
        says: 'Clients check the identity of the server.',
        because: 'This is asked of clients.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.3',
    title: 'Authorization Token Considerations',
    requirements: [
      {
        lines: [4359],
        level: 'MUST',
        says: 'The threats to authorizations are taken into account.',
        tests: {
          [authentication]: [
            'by revocation opens nothing any more, from the next request on',
            'is told nothing about what exists',
          ],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.4',
    title: 'Bearer Token and Cookie Considerations',
    requirements: [
      {
        lines: [4379],
        level: 'MUST',
        says: 'Tokens have enough entropy.',
        because: "A token has 256 bits from the platform's generator (`shared/kernel/secret.ts`).",
      },
      {
        lines: [4383],
        level: 'MUST',
        says: 'Tokens are sent by TLS only.',
        because: 'API Gateway speaks nothing but TLS.',
      },
      {
        lines: [4386],
        level: 'MUST',
        says: 'Tokens have a limited lifetime.',
        tests: {
          [authentication]: [
            'by its date is refused, and a second one of the same directory lives on',
          ],
        },
      },
      {
        lines: [4395],
        level: 'SHOULD',
        says: 'Cookies last no longer than a session.',
        because: 'SCIM is served without cookies.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.5.1',
    title: 'Personal Information',
    requirements: [
      {
        lines: [4417],
        level: 'MUST',
        says: 'The considerations of RFC 7643 on privacy are considered.',
        because: 'What the tables of RFC 7643 say is in their rows.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.5.2',
    title: 'Disclosure of Sensitive Information in URIs',
    requirements: [
      {
        lines: [4434, 4441],
        level: 'SHOULD',
        says: 'Clients query by POST when a filter is personal.',
        tests: {
          [search]: ['%s %j: what GET answers with the same parameters'],
        },
      },
      {
        lines: [4445],
        level: 'SHOULD',
        says: 'A GET whose filter is sensitive is answered with 403.',
        because:
          'Providers find people by GET with `userName eq`: to refuse it would end provisioning. URLs are not logged.',
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.7',
    title: 'Secure Storage and Handling of Sensitive Data',
    requirements: [
      {
        lines: [4502, 4518],
        level: 'SHOULD',
        says: 'Credentials are protected against theft and guessing.',
        tests: {
          [create]: ['never returns a password, and keeps none'],
        },
      },
      {
        lines: [4547],
        level: 'SHOULD',
        says: 'Access control tells clients and their needs apart.',
        tests: {
          [authentication]: ['does nothing else, whatever the path, and is told why'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '7.8',
    title: 'Case-Insensitive Comparison and International Languages',
    requirements: [
      {
        lines: [4557],
        level: 'MUST',
        says: 'Strings are prepared before they are compared.',
        tests: {
          [values]: [
            'RFC 7644 5: names are compared as UsernameCaseMapped prepares them > %s is %s',
            'RFC 7644 5: names are compared as UsernameCaseMapped prepares them > %s is not %s',
          ],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '8.1',
    title: 'Media Type Registration',
    requirements: [
      {
        lines: [4625],
        level: 'SHOULD',
        says: 'The media type is `application/scim+json`.',
        tests: {
          [formats]: ['Accept: %s is answered in %s'],
        },
      },
    ],
  },
];
