import type { Section } from '../requirement.ts';

const parsing = 'scim/bulk/parse-bulk';
const whole = 'scim-api/rfc7644-3-7-bulk';
const references = 'scim-api/rfc7644-3-7-2-bulk-references';
const discovery = 'scim-api/rfc7644-4-discovery';

export const bulk: readonly Section[] = [
  {
    rfc: 7644,
    number: '3.7',
    title: 'Bulk Operations',
    requirements: [
      {
        lines: [2727],
        level: 'MUST',
        says: 'A request has Operations.',
        tests: {
          [parsing]: ['%s for Operations is invalidSyntax'],
          [whole]: ['%s: 400'],
        },
      },
      {
        lines: [2731, 2738, 2755, 2759],
        level: 'MUST',
        says: 'An operation has a method, a path, a bulkId for POST, and data unless it deletes.',
        tests: {
          [parsing]: ['%s is refused by itself, with its place'],
        },
        dialects: 'entra and lenient read the method in any case (`anyCaseOperations`).',
      },
      {
        lines: [2762],
        level: 'MUST',
        says: 'A result has a location, unless a POST failed.',
        tests: {
          [whole]: [
            'the example: add, update and remove',
            'the example in which all fail: each says why, and where what it was about is',
          ],
        },
      },
      {
        lines: [2767, 2772],
        level: 'MUST',
        says: 'The result of what failed has the error as its response.',
        tests: {
          [whole]: ['the example in which all fail: each says why, and where what it was about is'],
        },
      },
      {
        lines: [2776],
        level: 'MUST',
        says: 'A bulk that was carried out is answered with 200, any other with an error.',
        tests: {
          [whole]: ['the example: add, update and remove', '%s: 400'],
        },
      },
      {
        lines: [2779],
        level: 'MUST',
        says: 'As much is done as can be, whatever fails.',
        tests: {
          [whole]: [
            'one failure does not undo what else was done',
            'failOnErrors: nothing after the last error that is accepted, and nothing about it',
          ],
        },
      },
      {
        lines: [2789],
        level: 'MUST',
        says: 'The bulkId comes back with the resource.',
        tests: {
          [references]: ['the example: a user, and a group with that user in it'],
        },
      },
      {
        lines: [2796],
        level: 'MUST',
        says: 'Whatever the order in which it is done, the result is what the client meant.',
        tests: {
          [references]: ['a reference may come before what it refers to'],
          [whole]: ['operations are answered in the order in which they were sent'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.7.1',
    title: 'Circular Reference Processing',
    requirements: [
      {
        lines: [2814],
        level: 'MUST',
        says: 'Circular references are resolved.',
        tests: {
          [references]: [
            'the example: two groups that contain each other',
            'a circle of three, among others who are not part of it',
            'users who manage each other, and one who manages himself',
          ],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.7.2',
    title: '"bulkId" Temporary Identifiers',
    requirements: [
      {
        lines: [2960],
        level: 'MUST',
        says: '`bulkId:` and a bulkId is replaced by the id of the resource.',
        tests: {
          [references]: [
            'the example: a user, and a group with that user in it',
            'PUT, PATCH and DELETE refer too, in path and data',
          ],
        },
      },
      {
        lines: [3143],
        level: 'MUST',
        says: 'So it is in extensions.',
        tests: {
          [references]: ['the example: a manager in the enterprise extension'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.7.3',
    title: 'Response and Error Handling',
    requirements: [
      {
        lines: [3201],
        level: 'MUST',
        says: 'The answer has the result of all that was carried out.',
        tests: {
          [whole]: ['operations are answered in the order in which they were sent'],
        },
      },
      {
        lines: [3203],
        level: 'MUST',
        says: 'Each has a location, unless a POST failed.',
        tests: {
          [whole]: [
            'the example: add, update and remove',
            'the example in which all fail: each says why, and where what it was about is',
          ],
        },
      },
      {
        lines: [3206, 3209],
        level: 'MUST',
        says: 'Each has the status of the single request, and of an error the reason.',
        tests: {
          [whole]: ['the example in which all fail: each says why, and where what it was about is'],
        },
      },
    ],
  },
  {
    rfc: 7644,
    number: '3.7.4',
    title: 'Maximum Operations',
    requirements: [
      {
        lines: [3495],
        level: 'MUST',
        says: 'There is a maximum of operations and of bytes.',
        tests: {
          [discovery]: ['bulk'],
        },
      },
      {
        lines: [3499, 3500],
        level: 'MUST',
        says: 'Beyond either: 413, naming the limit.',
        tests: {
          [whole]: [
            'as many operations as are promised, and not one more',
            'as many bytes as are promised, and not one more',
          ],
        },
      },
    ],
  },
];
