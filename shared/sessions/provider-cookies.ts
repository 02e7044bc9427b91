// Tenants share a host, so each has cookies of its own name. `__Host-` and `__Secure-` hold browsers to Secure, and
// the former to this very host and the path `/`.

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
