import { type Parameter, text } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';

export const domainArgument = {
  schema: text,
  placeholder: 'DOMAIN',
  summary: 'such as acme.example; a domain within it is another',
} satisfies Parameter;

/** What every command takes that is about one domain. */
export const oneDomain = {
  arguments: { domain: domainArgument },
  options: { tenant: tenantOption },
} as const;

export function domainPath(tenant: string, domain: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'domains', domain, ...rest];
}
