import { directoryOption, tenantOption } from '#functions/cli/tenancy-parameters.ts';

/** What every command takes that is about the brake of one directory. */
export const oneBrake = {
  arguments: {},
  options: { tenant: tenantOption, directory: directoryOption },
} as const;

export function brakePath(tenant: string, directory: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'directories', directory, 'brake', ...rest];
}
