import type { Section } from '../requirement.ts';

const put = 'scim-api/rfc7644-3-5-1-replace';
const discovery = 'scim-api/rfc7644-4-discovery';
const everyAttribute = 'scim-api/rfc7643-4-attributes';
const core = 'scim/replace-resource';

export const replacing: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.5',
    title: 'Modifying Resources',
    requirements: [
      {
        lines: [1607],
        level: 'MUST',
        says: 'PUT is supported.',
        tests: {
          [put]: ['answers 200 with the resource as it is now, its version one higher'],
        },
      },
      {
        lines: [1609],
        level: 'SHOULD',
        says: 'PATCH is supported.',
        tests: {
          [discovery]: ['patch'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.5.1',
    title: 'Replacing with PUT',
    requirements: [
      {
        lines: [1637],
        level: 'MUST NOT',
        says: 'PUT does not create.',
        tests: {
          [put]: ['404 for an unknown id: PUT does not create'],
        },
      },
      {
        lines: [1644],
        level: 'SHALL',
        says: 'What is readWrite or writeOnly is replaced by what is given.',
        tests: {
          [put]: ['answers 200 with the resource as it is now, its version one higher'],
          [everyAttribute]: ['$path: written, read, found, shown, hidden, removed'],
        },
      },
      {
        lines: [1654],
        level: 'SHALL',
        says: 'What is left out is cleared or keeps a default: `active` stays as it is.',
        tests: {
          [put]: [
            'clears what the body leaves out',
            'neither lets in nor locks out whom it leaves active unsaid for',
          ],
        },
      },
      {
        lines: [1660, 1662],
        level: 'MUST',
        says: 'What is immutable must be given as it is, or else 400 `mutability`; a first value is taken.',
        tests: {
          [core]: [
            'immutable: the input must match',
            'immutable: what has no value yet may be given one',
          ],
        },
      },
      {
        lines: [1665],
        level: 'SHALL',
        says: 'What is readOnly is ignored.',
        tests: {
          [put]: [
            'ignores what is readOnly, also when it is what was read before (RFC 7644 3.5.1)',
          ],
        },
      },
      {
        lines: [1667],
        level: 'MUST',
        says: 'What is required has to be given.',
        tests: {
          [put]: ['%s: 400, and nothing changes'],
        },
      },
    ],
  },
];
