import { type DialectName, dialects } from '#shared/scim/dialect.ts';

/** What a PATCH of a small group is answered with; RFC 7644 section 3.5.2 leaves it to the server. */
export function patchedGroupAnswer(dialect: DialectName, group?: object) {
  const isShown = dialects[dialect].patchedGroupShown;
  return isShown ? { status: 200, body: group } : { status: 204, body: undefined };
}
