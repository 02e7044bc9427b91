import type { Section } from '../requirement.ts';

const refusals = 'scim-api/rfc7644-3-5-2-patch-refusals';
const patch = 'scim-api/rfc7644-3-5-2-patch';
const hostile = 'scim-api/bad-targets';
const formats = 'scim-api/rfc7644-3-8-formats';
const attributes = 'scim-api/rfc7644-3-4-2-5-attributes';
const members = 'scim-api/rfc7644-3-5-2-patch-members';
const everyAttribute = 'scim-api/rfc7643-4-attributes';
const noTarget = 'scim-api/rfc7644-3-5-2-3-no-target';
const dialects = 'scim-api/dialects';

export const patching: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.5.2',
    title: 'Modifying with PATCH',
    requirements: [
      {
        lines: [1805],
        level: 'MUST',
        says: 'The body names the URI of PatchOp.',
        tests: {
          [refusals]: ['a message that is %s: 400 invalidSyntax'],
          [dialects]: ['$name: $title'],
        },
        dialects: 'lenient does without (`schemasOptional`).',
      },
      {
        lines: [1808],
        level: 'MUST',
        says: 'It has Operations, one at least.',
        tests: {
          [refusals]: ['a message that is %s: 400 invalidSyntax'],
          [dialects]: ['$name: $title'],
        },
        dialects: 'entra and lenient take an empty list for no change (`emptyPatchSucceeds`).',
      },
      {
        lines: [1810],
        level: 'MUST',
        says: 'An operation has one op: add, remove or replace.',
        tests: {
          [refusals]: ['a message that is %s: 400 invalidSyntax'],
          [dialects]: ['$name: $title'],
        },
        dialects: 'entra and lenient read it in any case (`anyCaseOperations`).',
      },
      {
        lines: [1857],
        level: 'MUST',
        says: '`remove` needs a path.',
        tests: {
          [refusals]: ['user: %s'],
        },
      },
      {
        lines: [1886, 1888, 1892],
        level: 'MUST',
        says: 'An operation that does not go with mutability or schema is refused as an error of SCIM.',
        tests: {
          [refusals]: ['user: %s', 'group: %s'],
        },
      },
      {
        lines: [1899, 1901],
        level: 'SHALL',
        says: '`schemas` follows from the attributes that are there after each operation.',
        tests: {
          [patch]: [
            'RFC 7644 3.5.2.1 add > %s',
            'RFC 7644 3.5.2.2 remove > %s',
            'RFC 7644 3.5.2 a sequence > %s',
          ],
        },
      },
      {
        lines: [1927],
        level: 'SHALL',
        says: 'A new primary value takes the place of the old one.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.1 add > %s', 'RFC 7644 3.5.2.3 replace > %s'],
        },
      },
      {
        lines: [1931, 1933, 1934],
        level: 'SHALL',
        says: 'A PATCH is done whole or not at all.',
        tests: {
          [refusals]: [
            'nothing of all that left a trace',
            'a userName or externalId that is taken: 409, and nothing of the rest is done',
          ],
          [hostile]: ['of a PATCH: done whole and told once, or refused and nothing changed'],
        },
      },
      {
        lines: [1936],
        level: 'SHALL',
        says: 'A failure is told by a status and an error of SCIM.',
        tests: {
          [refusals]: ['user: %s', 'group: %s'],
        },
      },
      {
        lines: [1939],
        level: 'MUST',
        says: 'Success is 200 with the whole resource, or 204.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.1 add > %s'],
          [formats]: [
            'is what Location and Content-Location say, of every answer about one resource',
          ],
        },
      },
      {
        lines: [1943],
        level: 'MUST',
        says: 'It is 200 when the request has attributes.',
        tests: {
          [attributes]: ['PATCH of a group answers 200 with what was asked for (RFC 7644 3.5.2)'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.5.2.1',
    title: 'Add Operation',
    requirements: [
      {
        lines: [1972],
        level: 'MUST',
        says: '`add` has a value.',
        tests: {
          [refusals]: ['user: %s'],
        },
      },
      {
        lines: [1988],
        level: 'SHALL',
        says: 'The value for a complex attribute is a set of sub-attributes.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.1 add > %s'],
          [refusals]: ['user: %s'],
        },
        dialects: 'entra and lenient take a bare value (`looseShapes`).',
      },
      {
        lines: [2002, 2003, 2004],
        level: 'SHOULD',
        says: 'Adding what is there changes nothing, the time of the last change included, and succeeds.',
        tests: {
          [refusals]: [
            '%s: 200, same version, same time, no event',
            'members that are in, or out, already',
          ],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.5.2.2',
    title: 'Remove Operation',
    requirements: [
      {
        lines: [2146, 2151],
        level: 'SHALL',
        says: 'What is removed is unassigned, be it one value or all of a list.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.2 remove > %s'],
          [members]: ['remove: all'],
        },
      },
      {
        lines: [2156, 2162, 2164],
        level: 'SHALL',
        says: 'What a filter selects is removed; a list of which nothing is left is unassigned.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.2 remove > %s'],
          [members]: ['remove: by another filter than ids'],
        },
      },
      {
        lines: [2167],
        level: 'SHALL',
        says: 'Removing what is required or readOnly is refused with `mutability`.',
        tests: {
          [refusals]: ['user: %s', 'group: %s'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.5.2.3',
    title: 'Replace Operation',
    requirements: [
      {
        lines: [2366],
        level: 'SHALL',
        says: 'Without a path the value has the attributes to be replaced.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.3 replace > %s'],
          [members]: ['replace: without a path, with a new name'],
        },
      },
      {
        lines: [2376],
        level: 'SHALL',
        says: 'Replacing what is not there adds it.',
        tests: {
          [everyAttribute]: ['$path: written, read, found, shown, hidden, removed'],
          [patch]: ['RFC 7644 3.5.2.3 replace > %s'],
        },
      },
      {
        lines: [2379],
        level: 'SHALL',
        says: 'The value for a complex attribute is a set of sub-attributes; those not named stay.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.3 replace > %s'],
        },
      },
      {
        lines: [2387],
        level: 'SHALL',
        says: 'All values that a filter selects are replaced.',
        tests: {
          [patch]: ['RFC 7644 3.5.2.3 replace > %s'],
        },
      },
      {
        lines: [2396],
        level: 'SHALL',
        says: 'A filter that selects nothing is refused with 400 `noTarget`.',
        tests: {
          [noTarget]: [
            'replace of %s: 400 noTarget, unless the dialect creates it',
            'replace of %s: 400 noTarget, as nobody could say what to create',
          ],
        },
        dialects: 'entra and lenient create what an equality describes (`createOnUnmatchedPath`).',
      },
    ],
  },
];
