import type { Section } from '../requirement.ts';

const ofResources = 'scim-api/rfc7643-3-resources';
const schemas = 'scim/schemas';
const creating = 'scim-api/rfc7644-3-3-create';
const described = 'scim-api/rfc7643-8-7-2-discovery-schemas';
const values = 'scim/values/values';
const bad = 'scim-api/bad-values';
const generated = 'scim-api/rfc7643-7-generated';
const read = 'scim/read-resource';
const patchAdd = 'scim/patch/add';

export const attributes: readonly Section[] = [
  {
    rfc: 7643,
    number: '2.1',
    title: 'Attributes',
    requirements: [
      {
        lines: [366],
        level: 'MUST',
        says: 'A resource names its schemas in `schemas`.',
        tests: { [ofResources]: ['follows what the resource holds'] },
      },
      {
        lines: [369],
        level: 'MUST',
        says: 'Names of attributes are made of ASCII letters, digits, `$`, `-` and `_`, and are read in any case.',
        tests: {
          [schemas]: ['RFC 7643 2.1: names are made of letters, digits, $, - and _'],
          [creating]: [
            'reads attribute names without regard to case (RFC 7643 2.1) and answers canonical ones',
          ],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.2',
    title: 'Attribute Characteristics',
    requirements: [
      {
        lines: [422],
        level: 'SHALL',
        says: 'What is not said of an attribute has the default: not required, not case exact, readWrite, returned by default, not unique, a string.',
        tests: {
          [schemas]: [
            'RFC 7643 8.7.1: every attribute and characteristic, but for deviations with a reason',
          ],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.3',
    title: 'Attribute Data Types',
    requirements: [
      {
        lines: [443],
        level: 'SHOULD NOT',
        says: 'No schema uses a type that RFC 7643 does not define.',
        tests: { [described]: ['RFC 7643 7: %s answers what the schema that it names describes'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.3.4',
    title: 'Integer',
    requirements: [
      {
        lines: [521],
        level: 'MUST NOT',
        says: 'An integer has no fraction.',
        tests: { [values]: ['RFC 7643 2.3: what a value of a type is > %s is not %j'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.3.5',
    title: 'DateTime',
    requirements: [
      {
        lines: [527, 528, 531],
        level: 'MUST',
        says: 'A dateTime is an xsd:dateTime, with a date and a time.',
        tests: {
          [values]: ['%s is %i', '%s is none'],
          [ofResources]: ['created and lastModified are the same until something changes'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.3.6',
    title: 'Binary',
    requirements: [
      {
        lines: [537],
        level: 'MUST',
        says: 'A binary value is base64, or it is refused.',
        tests: {
          [values]: ['RFC 7643 2.3: what a value of a type is > %s is not %j'],
          [bad]: ['in $name'],
          [generated]: ['comes back by its rules from POST, GET, PUT, a query and a search'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.3.7',
    title: 'Reference',
    requirements: [
      {
        lines: [552],
        level: 'MUST',
        says: 'A reference is an absolute or relative URI, or it is refused.',
        tests: {
          [values]: ['RFC 7643 2.3: what a value of a type is > %s is not %j'],
          [bad]: ['in $name'],
        },
      },
      {
        lines: [555],
        level: 'MUST',
        says: 'A relative URI is resolved from the SCIM root.',
        because:
          'References that clients give are kept as they are; those that Rollcall gives are absolute.',
      },
      {
        lines: [577, 578],
        level: 'MUST',
        says: 'A reference that Rollcall gives can be read by HTTP.',
        tests: { [ofResources]: ['the references of a user and of a group can be read'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.3.8',
    title: 'Complex',
    requirements: [
      {
        lines: [592],
        level: 'MUST NOT',
        says: 'The order of the members of an object has no meaning.',
        tests: { [ofResources]: ['the order of attributes in a body changes nothing'] },
      },
      {
        lines: [595],
        level: 'MUST NOT',
        says: 'A complex attribute holds none that is complex.',
        tests: { [schemas]: ['RFC 7643 2.3.8: no part of an attribute of a resource is complex'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.4',
    title: 'Multi-Valued Attributes',
    requirements: [
      {
        lines: [608],
        level: 'SHALL',
        says: 'Values that are objects are complex.',
        tests: {
          [generated]: [
            'comes back by its rules from POST, GET, PUT, a query and a search',
            'each attribute can be added, replaced and removed by its path',
          ],
        },
      },
      {
        lines: [612],
        level: 'MUST',
        says: '`type`, `primary`, `display`, `value` and `$ref` mean what RFC 7643 says they do.',
        tests: {
          [schemas]: [
            'RFC 7643 8.7.1: every attribute and characteristic, but for deviations with a reason',
          ],
        },
      },
      {
        lines: [634],
        level: 'MUST',
        says: '`primary` is true for one value at most: two are refused, and a new one takes the place of the old.',
        tests: {
          [read]: ['primary is true at most once'],
          [patchAdd]: [
            'RFC 7644 3.5.2: a new primary value makes the others not primary > %j',
            'two at once contradict each other',
          ],
        },
      },
      {
        lines: [635],
        level: 'SHALL',
        says: 'A value that does not say `primary` is not the primary one.',
        tests: { [ofResources]: ['a value that does not say so is not the primary one'] },
      },
      {
        lines: [650],
        level: 'SHALL',
        says: 'References to resources are the same with and without the version of the protocol in them.',
        tests: {
          [ofResources]: [
            'a member may be named by a reference of another version of the protocol',
          ],
        },
      },
      {
        lines: [655],
        level: 'SHOULD',
        says: 'Values are returned in a canonical form where there is one.',
        because:
          'Rollcall hands back what the source of a value gave, so that the provider finds no difference to correct; it compares without regard to case.',
      },
      {
        lines: [663],
        level: 'SHOULD NOT',
        says: 'No value is returned twice with the same `type`.',
        tests: { [read]: ['the same value and type are one value; what the later says prevails'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '2.5',
    title: 'Unassigned and Null Values',
    requirements: [
      {
        lines: [682],
        level: 'SHALL',
        says: '`null`, an empty list and no value at all are the same.',
        tests: {
          [creating]: ['null, [] and an absent attribute are the same state (RFC 7643 2.5)'],
          [read]: ['at every level'],
        },
        dialects: 'In `lenient` and `entra` an empty text is the same too.',
      },
    ],
  },
];
