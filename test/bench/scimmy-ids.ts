/** Asked for below this, SCIMMY's handlers pick from their Maps what the library would otherwise filter and page. */
export const TUNED = '/tuned/scim/v2';

/** Users are numbered from 0; a group has the size with which it was made for a number. */
export const scimmyUserId = (n: number) => uuid('8000', n);
export const scimmyGroupId = (size: number) => uuid('9000', size);

function uuid(kind: string, n: number): string {
  return `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`;
}
