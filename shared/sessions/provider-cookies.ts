// Tenants share a host, so each has cookies of its own name. `__Host-` and `__Secure-` hold browsers to Secure, and
// the former to this very host and the path `/`.

/**
 * What only the browser has that signs in, from the way to an identity provider until it is back at the app: the other
 * cookies of an interaction are bound to a path, so a neighbouring host could plant them, and this one it cannot. The
 * second goes with forms of other sites too. Named as no tenant can be.
 */
export const browserCookies = {
  own: '__Host-rollcall_browser',
  crossSite: '__Host-rollcall_browser_form',
} as const;

/** The cookie of a standing session. */
export function sessionCookie(tenantId: string): string {
  return `__Host-rollcall-${tenantId}`;
}

/** The cookie of an interaction, at the path of its page. */
export function interactionCookie(tenantId: string): string {
  return `__Secure-rollcall-${tenantId}-interaction`;
}

/** Its twin, at the path where the provider goes on. */
export function resumeCookie(tenantId: string): string {
  return `__Secure-rollcall-${tenantId}-resume`;
}
