import { BULK_REQUEST, ENTERPRISE_USER, GROUP, PATCH_OP, USER } from '#shared/scim/messages.ts';

export const userBody = (userName: string, rest: object = {}) => ({
  schemas: [USER],
  userName,
  ...rest,
});

/** A user with attributes of the enterprise extension. */
export const employeeBody = (userName: string, enterprise: object, rest: object = {}) => ({
  ...userBody(userName, rest),
  schemas: [USER, ENTERPRISE_USER],
  [ENTERPRISE_USER]: enterprise,
});

export const groupBody = (displayName: string, memberIds: readonly string[] = [], rest = {}) => ({
  schemas: [GROUP],
  displayName,
  members: memberIds.map((value) => ({ value })),
  ...rest,
});

export const patchBody = (...Operations: readonly object[]) => ({
  schemas: [PATCH_OP],
  Operations,
});

export const bulkBody = (Operations: readonly object[], rest: object = {}) => ({
  schemas: [BULK_REQUEST],
  ...rest,
  Operations,
});

/** `path` with its parameters percent-encoded. */
export function withQuery(path: string, parameters: Record<string, string | number>): string {
  const query = Object.entries(parameters).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${path}?${query.join('&')}`;
}
