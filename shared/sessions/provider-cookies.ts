// Tenants share a host, so each has cookies of its own name; `__Secure-` holds browsers to Secure.

/** The cookie of an interaction, at the path of its page. */
export function interactionCookie(tenantId: string): string {
  return `__Secure-rollcall-${tenantId}-interaction`;
}
