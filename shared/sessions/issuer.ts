/** How the OpenID provider of a tenant calls itself. @param rootUrl What all URLs of the deployment begin with. */
export function issuerOf(rootUrl: string, tenantId: string): string {
  return `${rootUrl}/oidc/${tenantId}`;
}
