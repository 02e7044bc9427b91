import type { Context } from 'aws-lambda';
import { log } from '#functions/runtime/log.ts';
import type { DomainPorts } from '#shared/sign-in/domains/prove-domain.ts';
import { recheckDomains } from '#shared/sign-in/domains/recheck-domains.ts';

/** Time that one look at DNS may take, with what follows (milliseconds). */
const TIME_FOR_ONE = 15_000;

/** Looks for the records of verified domains, as long as there are any and time allows; the next run goes on from there. */
export function domainCheck(ports: DomainPorts) {
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    const hasTime = () => context.getRemainingTimeInMillis() > TIME_FOR_ONE;
    const { checked, lapsed, left } = await recheckDomains(ports, hasTime);
    if (checked + left > 0)
      log('info', 'Looked for the records of domains.', { checked, lapsed, left });
  };
}
