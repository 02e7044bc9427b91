import type { Section } from '../requirement.ts';

const ofResources = 'scim-api/rfc7643-3-resources';
const generated = 'scim-api/rfc7643-7-generated';
const read = 'scim/read-resource';
const ofAttributes = 'scim-api/rfc7643-4-attributes';
const schemas = 'scim/schemas';
const creating = 'scim-api/rfc7644-3-3-create';
const versions = 'scim-api/rfc7644-3-14-versions';

export const resources: readonly Section[] = [
  {
    rfc: 7643,
    number: '3',
    title: 'SCIM Resources',
    requirements: [
      {
        lines: [703, 709, 711],
        level: 'MUST',
        says: '`schemas` is a list of at least one URI, and of none that is not of the type of the resource.',
        tests: {
          [ofResources]: ['follows what the resource holds'],
          [generated]: ['comes back by its rules from POST, GET, PUT, a query and a search'],
          [read]: [
            '%s: strict, okta and entra refuse, lenient does not mind',
            'a schema that the type does not have: strict refuses, the others drop it',
          ],
        },
        dialects:
          '`lenient` takes a body without `schemas`; all but `strict` drop URIs that they do not know.',
      },
      {
        lines: [713, 714],
        level: 'MUST NOT',
        says: '`schemas` is a set: no URI is shown twice, and neither order nor repetition matters in a request.',
        tests: {
          [ofResources]: [
            'is read as a set: twice the same, any order and any case of a URN change nothing',
          ],
        },
      },
      {
        lines: [721],
        level: 'SHALL',
        says: 'Common attributes are part of every resource.',
        tests: {
          [ofAttributes]: ['holds all that RFC 7643 4.1, 4.2 and 4.3 define'],
          [ofResources]: ['meta says what the headers say, of every answer that shows a resource'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '3.1',
    title: 'Common Attributes',
    requirements: [
      {
        lines: [852, 855],
        level: 'MUST',
        says: 'Every resource has the common attributes; `id` and `meta` are ours to assign.',
        tests: {
          [ofResources]: [
            'id is ours, unique, stable, and never says bulkId',
            'meta is ignored when it is sent, except by name',
          ],
        },
      },
      {
        lines: [861],
        level: 'SHALL',
        says: 'Where a schema lists a common attribute, it has the characteristics that RFC 7643 gives it.',
        tests: {
          [schemas]: [
            'externalId is listed where clients look for it',
            'RFC 7643 3.1: externalId is case exact wherever it is listed',
          ],
        },
      },
      {
        lines: [866, 867, 868, 872, 873],
        level: 'MUST',
        says: '`id` is there, unique among all resources, stable, never that of a client and never says "bulkId".',
        tests: { [ofResources]: ['id is ours, unique, stable, and never says bulkId'] },
      },
      {
        lines: [890, 891],
        level: 'MUST',
        says: '`externalId` is what the client says, and each directory sees its own.',
        tests: {
          [ofResources]: [
            'externalId is that of one directory: another one gives its own and sees no other',
          ],
          [creating]: ['externalId is case exact, so another case is another id (RFC 7643 3.1)'],
        },
      },
      {
        lines: [911],
        level: 'SHALL',
        says: '`meta` in a request is ignored.',
        tests: { [ofResources]: ['meta is ignored when it is sent, except by name'] },
      },
      {
        lines: [920, 925],
        level: 'MUST',
        says: '`created` and `lastModified` are dates with a time, the same until the first change.',
        tests: { [ofResources]: ['created and lastModified are the same until something changes'] },
      },
      {
        lines: [927],
        level: 'MUST',
        says: '`meta.location` is the Content-Location header.',
        tests: {
          [ofResources]: ['meta says what the headers say, of every answer that shows a resource'],
        },
      },
      {
        lines: [940],
        level: 'MUST',
        says: '`meta.version` is the ETag, and marked as weak.',
        tests: {
          [ofResources]: ['meta says what the headers say, of every answer that shows a resource'],
          [versions]: ['the ETag is weak, in the header and in meta.version, and counts changes'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '3.3',
    title: 'Attribute Extensions to Resources',
    requirements: [
      {
        lines: [976],
        level: 'SHALL',
        says: '`schemas` holds at least the base schema.',
        tests: { [ofResources]: ['follows what the resource holds'] },
      },
      {
        lines: [979, 980],
        level: 'SHOULD',
        says: 'An extension defines anew nothing of the base schema.',
        tests: {
          [schemas]: ['RFC 7643 3.3: no extension defines an attribute of the base schema again'],
        },
      },
      {
        lines: [981],
        level: 'SHALL',
        says: 'Attributes of an extension are in an object named by its URI.',
        tests: {
          [generated]: [
            'comes back by its rules from POST, GET, PUT, a query and a search',
            'each attribute can be added, replaced and removed by its path',
          ],
        },
      },
    ],
  },
];
