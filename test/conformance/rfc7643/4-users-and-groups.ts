import type { Section } from '../requirement.ts';

const generated = 'scim-api/rfc7643-7-generated';
const creating = 'scim-api/rfc7644-3-3-create';
const ofResources = 'scim-api/rfc7643-3-resources';
const schemas = 'scim/schemas';
const groups = 'scim-api/rfc7643-4-1-2-groups';
const bad = 'scim-api/bad-values';

export const usersAndGroups: readonly Section[] = [
  {
    rfc: 7643,
    number: '4.1.1',
    title: 'Singular Attributes',
    requirements: [
      {
        lines: [1035, 1036, 1038],
        level: 'MUST',
        says: '`userName` is there, not empty, and unique without regard to case.',
        tests: {
          [generated]: ['what is unique is so without regard to case unless it is caseExact'],
          [creating]: ['%s: 400 by name, and nothing is written'],
        },
      },
      {
        lines: [1045],
        level: 'SHOULD',
        says: '`name.formatted` and the parts of a name describe the same name.',
        because: "Both are the provider's to give; Rollcall keeps what it gets.",
      },
      {
        lines: [1082, 1085],
        level: 'SHOULD',
        says: '`displayName` is the full name of the person.',
        because: "It is the provider's to give; Rollcall keeps what it gets.",
      },
      {
        lines: [1091],
        level: 'SHOULD NOT',
        says: '`nickName` is not the user name.',
        because: "It is the provider's to give; Rollcall keeps what it gets.",
      },
      {
        lines: [1186, 1222],
        level: 'MUST NOT',
        says: 'A password is never returned, in any form.',
        tests: {
          [generated]: ['what is never returned is not shown, asked for or found'],
          [creating]: ['never returns a password, and keeps none'],
        },
      },
      {
        lines: [1188, 1189, 1204, 1208],
        level: 'SHOULD',
        says: 'A password that is kept or passed on is protected.',
        tests: { [ofResources]: ['is in nothing that is stored, whichever way it came'] },
      },
    ],
  },
  {
    rfc: 7643,
    number: '4.1.2',
    title: 'Multi-Valued Attributes',
    requirements: [
      {
        lines: [1244, 1245, 1256, 1258, 1269],
        level: 'SHOULD',
        says: 'Email addresses, telephone numbers and chat addresses are canonicalized.',
        because:
          'Rollcall hands back what the source of a value gave, so that the provider finds no difference to correct; it compares without regard to case.',
      },
      {
        lines: [1271],
        level: 'SHOULD',
        says: 'The types of `ims` are among those that RFC 7643 names.',
        tests: {
          [schemas]: [
            'RFC 7643 8.7.1: every attribute and characteristic, but for deviations with a reason',
          ],
        },
      },
      {
        lines: [1281, 1286],
        level: 'MUST',
        says: 'A photo is a URI of a file, and not any picture.',
        because:
          'What is behind the URI of a client cannot be known without fetching it; what is no URI is refused (2.3.7).',
      },
      {
        lines: [1322],
        level: 'MUST',
        says: 'A country is an ISO 3166-1 code of two letters.',
        because:
          'A requirement on clients. Providers send names of countries as well, and refusing those would keep people out.',
      },
      {
        lines: [1336],
        level: 'SHOULD',
        says: 'A direct membership is one that clients can change by way of the group.',
        tests: {
          [groups]: [
            'a user shows the groups that it is in directly and those that these are in',
            'a membership both direct and through a group is shown once, as direct',
          ],
        },
      },
      {
        lines: [1351],
        level: 'MUST',
        says: '`groups.value` is the id of the group.',
        tests: { [ofResources]: ['the references of a user and of a group can be read'] },
      },
      {
        lines: [1354],
        level: 'MUST',
        says: 'Memberships change by way of the group; `groups` is readOnly.',
        tests: {
          [generated]: ['what is readOnly is refused by its path'],
          [creating]: ['ignores what is readOnly: id, meta, groups'],
        },
      },
      {
        lines: [1378, 1379],
        level: 'MUST',
        says: 'A certificate is in base64, one to a value.',
        tests: {
          [bad]: ['in $name'],
          [generated]: ['comes back by its rules from POST, GET, PUT, a query and a search'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '4.2',
    title: '"Group" Resource Schema',
    requirements: [
      {
        lines: [1411],
        level: 'SHALL',
        says: 'A group has a `displayName`.',
        tests: {
          [creating]: ['%s: 400 by name, and nothing is written'],
          [generated]: ['each attribute can be added, replaced and removed by its path'],
        },
      },
    ],
  },
  {
    rfc: 7643,
    number: '4.3',
    title: 'Enterprise User Schema Extension',
    requirements: [
      {
        lines: [1469, 1472],
        level: 'SHOULD',
        says: 'A manager has a `value` and a `$ref`.',
        tests: {
          [generated]: [
            'each attribute can be added, replaced and removed by its path',
            'each part of an attribute can be added, replaced and removed by its path',
          ],
        },
      },
    ],
  },
];
