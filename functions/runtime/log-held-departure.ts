import { log } from '#functions/runtime/log.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

/** One line for each request that is refused; infra/brake-alarm.ts counts them by the message. */
export function logHeldDeparture({ tenantId, directoryId }: DirectoryName): void {
  log('warn', 'The brake held a departure back.', { tenant: tenantId, directory: directoryId });
}
