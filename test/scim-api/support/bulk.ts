import { expect } from 'vitest';
import { BULK_RESPONSE, ENTERPRISE_USER, ERROR, USER } from '#shared/scim/messages.ts';
import type { Body } from '../../support/world.ts';
import type { Setting } from './in-each-dialect.ts';
import { bulkBody, groupBody, userBody, withQuery } from './request-bodies.ts';

export const postUser = (bulkId: string, userName: string, rest: object = {}) => ({
  ...{ method: 'POST', path: '/Users', bulkId },
  data: userBody(userName, rest),
});

export const postGroup = (
  bulkId: string,
  displayName: string,
  members: readonly string[] = [],
) => ({
  ...{ method: 'POST', path: '/Groups', bulkId },
  data: groupBody(displayName, members),
});

export const remove = (path: string, rest: object = {}) => ({ method: 'DELETE', path, ...rest });

/** The attributes of somebody with a manager. */
export const managedBy = (value: string) => ({
  schemas: [USER, ENTERPRISE_USER],
  [ENTERPRISE_USER]: { employeeNumber: '11250', manager: { value } },
});

export const statuses = (answers: readonly Body[]) => answers.map(({ status }) => status);
export const idOf = ({ location }: Body) => location.split('/').at(-1);

/** An operation that failed, with what else its answer has. */
export const failure = (status: number, rest: object = {}, detail = /\S/) => ({
  ...rest,
  status: String(status),
  response: { schemas: [ERROR], status: String(status), detail: expect.stringMatching(detail) },
});

/** The same with the error's own word. */
export const failureOf = (scimType: string, status: number, rest: object) => ({
  ...rest,
  status: String(status),
  response: expect.objectContaining({ schemas: [ERROR], status: String(status), scimType }),
});

/** What a client of one directory does with bulks, and to see what became of them. */
export const bulkClient = (it: Setting) => ({
  /** The operations of the answer, which is 200 and of the right form. */
  async bulk(operations: readonly unknown[], rest: object = {}): Promise<Body[]> {
    const sent = { ...bulkBody([], rest), Operations: operations };
    const { status, headers, body } = await it.client('POST', '/Bulk', sent);
    expect({ status, body }).toEqual({
      status: 200,
      body: { schemas: [BULK_RESPONSE], Operations: expect.any(Array) },
    });
    expect(headers.get('content-type')).toBe('application/scim+json');
    return body.Operations;
  },

  async get(location: string): Promise<Body> {
    return (await it.client('GET', location)).body;
  },

  async membersOf({ location }: Body): Promise<string[]> {
    const { members = [] } = (await it.client('GET', location)).body;
    return members.map(({ value }: Body) => value).toSorted();
  },

  async named(path: string, attribute: string, value: string): Promise<Body[]> {
    const filter = `${attribute} eq "${value}"`;
    return (await it.client('GET', withQuery(path, { filter }))).body.Resources;
  },
});
