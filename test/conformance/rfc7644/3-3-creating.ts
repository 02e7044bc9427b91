import type { Section } from '../requirement.ts';

const create = 'scim-api/rfc7644-3-3-create';

export const creating: Section = {
  rfc: 7644,
  number: '3.3',
  title: 'Creating Resources',
  requirements: [
    {
      lines: [580, 584],
      level: 'SHALL',
      says: 'What is readOnly in the body of a POST is ignored.',
      tests: { [create]: ['ignores what is readOnly: id, meta, groups'] },
    },
    {
      lines: [586],
      level: 'MAY',
      says: 'An attribute that is left out may get a default: `active` is true.',
      tests: { [create]: ['answers 201 with the resource, its Location and its ETag'] },
    },
    {
      lines: [597],
      level: 'MAY',
      says: '`null` for a single value and `[]` for a list leave the attribute without a value.',
      tests: { [create]: ['null, [] and an absent attribute are the same state (RFC 7643 2.5)'] },
    },
    {
      lines: [602],
      level: 'SHALL',
      says: 'The answer to what was created has status 201.',
      tests: { [create]: ['answers 201 with the resource, its Location and its ETag'] },
    },
    {
      lines: [603],
      level: 'SHOULD',
      says: 'The answer shows the resource as it was created.',
      tests: {
        [create]: [
          'answers 201 with the resource, its Location and its ETag',
          'answers a group with its members, each with what and where it is',
        ],
      },
    },
    {
      lines: [605],
      level: 'SHALL',
      says: 'The URI of the resource is in the Location header and in `meta.location`.',
      tests: { [create]: ['answers 201 with the resource, its Location and its ETag'] },
    },
    {
      lines: [625],
      level: 'MUST',
      says: 'What conflicts with another resource is answered with 409 and `uniqueness`.',
      tests: {
        [create]: [
          'ten at once with one name: one is created, nine are told of the conflict',
          'groups may share a displayName, not an externalId',
        ],
      },
    },
  ],
};
