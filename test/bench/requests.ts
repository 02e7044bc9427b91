import { person } from './person.ts';

/** A SCIM request to whichever server; the path is below its base. */
export interface ScimRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

const PAGE = 100;

export const creation = (n: number): ScimRequest => ({
  method: 'POST',
  path: '/Users',
  body: person(n),
});

export const reading = (id: string): ScimRequest => ({ method: 'GET', path: `/Users/${id}` });

export const renaming = (id: string, displayName: string): ScimRequest => ({
  method: 'PATCH',
  path: `/Users/${id}`,
  body: patch({ op: 'replace', path: 'displayName', value: displayName }),
});

export const addition = (groupId: string, memberId: string): ScimRequest => ({
  method: 'PATCH',
  path: `/Groups/${groupId}`,
  body: patch({ op: 'add', path: 'members', value: [{ value: memberId }] }),
});

export const equality = (attribute: string, value: string): ScimRequest => ({
  method: 'GET',
  path: `/Users?filter=${encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`)}`,
});

/** @param startIndex Of the first user of the page, from 1. */
export const pageAt = (startIndex: number): ScimRequest => ({
  method: 'GET',
  path: `/Users?startIndex=${startIndex}&count=${PAGE}`,
});

/** @param cursor Empty: the first page. */
export const pageAfter = (cursor: string): ScimRequest => ({
  method: 'GET',
  path: `/Users?cursor=${encodeURIComponent(cursor)}&count=${PAGE}`,
});

function patch(...Operations: object[]) {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
}
