/** Roles that one person may have; the rest would not fit a token that goes with every request. */
export const MAX_ROLES = 100;

const ROLE = /^[A-Za-z0-9][\w.:-]{0,63}$/;

/** 1-64 letters, digits and `_ . : -`, the first a letter or digit: fit for tokens, URLs and logs as it stands. */
export function isRoleName(text: string): boolean {
  return ROLE.test(text);
}
