import * as z from 'zod/mini';
import { fileOption } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { slug } from '#shared/admin/admin-contract.ts';

/** What a command has to know of the document; the admin API judges the rest. */
export const connectionFile = z.looseObject({});

export const CONNECTION_PAGE = 'docs/connections.md';

export const connectionFileOption = fileOption(
  `JSON with the settings, as ${CONNECTION_PAGE} has them; clientSecret among them`,
);

/** What every command takes that is about one connection. */
export const oneConnection = {
  arguments: {
    id: { schema: slug, placeholder: 'ID', summary: 'as `connection list` shows it' },
  },
  options: { tenant: tenantOption },
} as const;

export function connectionPath(tenant: string, id: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'connections', id, ...rest];
}
