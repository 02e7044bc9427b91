/** What a credential may do in its directory: everything, or look at it. */
export const tokenScopes = ['full', 'read-only'] as const;
export type TokenScope = (typeof tokenScopes)[number];
