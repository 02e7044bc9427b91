import type * as z from 'zod/mini';

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a JSON object',
  string: 'a string',
};

/** What is wrong with one value, to stand behind its name. Not asked by schemas that have words of their own. */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `is not ${types[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `does not take ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `use one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `use at least ${issue.minimum}`;
    case 'too_big':
      return `use at most ${issue.maximum}`;
    default:
      return 'is not valid';
  }
}
