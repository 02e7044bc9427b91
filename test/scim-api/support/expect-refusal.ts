import { expect } from 'vitest';
import { ERROR } from '#shared/scim/messages.ts';
import type { Answer } from '../../support/world.ts';

/** Holds an answer to the form of RFC 7644 section 3.12, all of it, and to what it says. */
export function expectRefusal(
  { status, headers, body }: Answer,
  expected: number,
  scimType?: string,
  detail: RegExp = /\S/,
): void {
  expect({ status, body }).toEqual({
    status: expected,
    body: {
      schemas: [ERROR],
      status: String(expected),
      ...(scimType && { scimType }),
      detail: expect.stringMatching(detail),
    },
  });
  expect(headers.get('content-type')).toBe('application/scim+json');
}
