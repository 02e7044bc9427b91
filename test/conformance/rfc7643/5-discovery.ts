import type { Section } from '../requirement.ts';

const ofDiscovery = 'scim-api/rfc7644-4-discovery';
const described = 'scim-api/rfc7643-8-7-2-discovery-schemas';
const read = 'scim/read-resource';
const core = 'scim/discovery';
const generated = 'scim-api/rfc7643-7-generated';
const replace = 'scim/replace-resource';
const ofResources = 'scim-api/rfc7643-3-resources';
const authentication = 'scim-api/rfc7644-2-authentication';

export const discovery: readonly Section[] = [
  {
    rfc: 7643,
    number: '5',
    title: 'Service Provider Configuration Schema',
    requirements: [
      {
        lines: [
          1499, 1502, 1506, 1509, 1520, 1523, 1526, 1530, 1533, 1537, 1540, 1544, 1547, 1551, 1554,
        ],
        level: 'SHALL',
        says: 'Each of patch, bulk, filter, changePassword, sort and etag says what is supported, bulk and filter their limits too.',
        tests: {
          [ofDiscovery]: ['has every attribute that RFC 7643 5 requires, and says where it is'],
          [described]: ['RFC 7643 7: %s answers what the schema that it names describes'],
        },
      },
      {
        lines: [1581],
        level: 'SHOULD',
        says: 'The authentication schemes can be read without authentication.',
        because:
          'They cannot: without a token nothing is answered, and a client of Rollcall is given its token, and how to use it, together with the base URL.',
      },
      {
        lines: [1583, 1588, 1591, 1594],
        level: 'SHALL',
        says: 'Each authentication scheme has a type, a name and a description.',
        tests: {
          [ofDiscovery]: ['has every attribute that RFC 7643 5 requires, and says where it is'],
          [described]: ['RFC 7643 7: %s answers what the schema that it names describes'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '6',
    title: 'ResourceType Schema',
    requirements: [
      {
        lines: [1608, 1619, 1622, 1633, 1650, 1658],
        level: 'SHALL',
        says: 'A resource type says its name, description, endpoint, schema and extensions.',
        tests: {
          [ofDiscovery]: ['lists User and Group as they can be reached'],
          [described]: ['RFC 7643 7: %s answers what the schema that it names describes'],
        },
      },
      {
        lines: [1637, 1641, 1643],
        level: 'MUST',
        says: '`schema` is the id of a schema that is published.',
        tests: {
          [described]: [
            'the base schema and the extensions of a resource type are schemas that are published',
          ],
        },
      },
      {
        lines: [1651, 1655],
        level: 'MUST',
        says: 'An extension that is required is in every resource, with what it requires.',
        tests: { [read]: ['is read by the same rules'], [core]: ['RFC 7643 6: a resource type'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '7',
    title: 'Schema Definition',
    requirements: [
      {
        lines: [1678, 1691, 1696, 1700, 1705, 1718, 1729],
        level: 'SHALL',
        says: 'A schema says its id, name and description, and of each attribute all characteristics, a complex one its parts.',
        tests: {
          [ofDiscovery]: [
            '$id: every attribute with every characteristic',
            'lists every schema of every type, each also to be had alone',
          ],
          [described]: ['RFC 7643 7: %s answers what the schema that it names describes'],
        },
      },
      {
        lines: [1748, 1750],
        level: 'SHALL',
        says: 'Filters compare by `caseExact`, and what is case exact keeps its case.',
        tests: {
          [generated]: [
            'what is unique is so without regard to case unless it is caseExact',
            'comes back by its rules from POST, GET, PUT, a query and a search',
          ],
        },
      },
      {
        lines: [1759],
        level: 'SHALL NOT',
        says: 'What is readOnly is not modified by a client.',
        tests: {
          [generated]: [
            'what is readOnly is refused by its path',
            'comes back by its rules from POST, GET, PUT, a query and a search',
          ],
        },
      },
      {
        lines: [1766],
        level: 'SHALL NOT',
        says: 'What is immutable is not changed once it has a value.',
        tests: {
          [generated]: ['each part of an attribute can be added, replaced and removed by its path'],
          [replace]: ['immutable: the input must match', 'immutable: what is omitted stays'],
        },
      },
      {
        lines: [1769],
        level: 'SHALL NOT',
        says: 'What is writeOnly is not returned.',
        tests: { [generated]: ['what is never returned is not shown, asked for or found'] },
      },
      {
        lines: [1823, 1827, 1829, 1831],
        level: 'SHOULD',
        says: 'A value that is unique is that of one resource.',
        tests: {
          [generated]: ['what is unique is so without regard to case unless it is caseExact'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '9.2',
    title: 'Passwords and Other Sensitive Security Data',
    requirements: [
      {
        lines: [5117],
        level: 'MUST NOT',
        says: 'No password is stored in cleartext: none is stored.',
        tests: { [ofResources]: ['is in nothing that is stored, whichever way it came'] },
      },
      {
        lines: [5120],
        level: 'SHOULD',
        says: 'Credentials are kept by the practices of RFC 6819: tokens as hashes, compared in constant time.',
        tests: { [authentication]: ['%s: 401 with a challenge, in SCIM form'] },
      },
    ],
  },
];
