import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type DomainAnswer, domainsAnswer } from '#shared/admin/domain-contract.ts';

export const domainList = defineCommand({
  name: 'list',
  summary: 'list the domains of a tenant',
  description:
    'Lists the domains of a tenant: which count, by which connection their people sign in, and when DNS was asked last.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `DOMAIN        STATE     CONNECTION  CHECKED
acme.example  verified  any         2027-03-02T09:00:00Z`,
  },
  next: `look for a record once more: ${PROGRAM} domain verify acme.example --tenant acme`,
  run: (admin, { tenant }) => admin.get(domainsAnswer, { path: ['tenants', tenant, 'domains'] }),
  show: ({ domains }) => {
    if (domains.length === 0) return 'No domains.';
    return alignColumns([['DOMAIN', 'STATE', 'CONNECTION', 'CHECKED'], ...domains.map(row)]);
  },
});

function row({ name, state, connection, checkedAt, missingSince }: DomainAnswer): string[] {
  const checked = checkedAt === null ? 'never' : shownTime(checkedAt);
  const gone = missingSince === null ? '' : `; the record is gone since ${shownTime(missingSince)}`;
  return [name, state, connection ?? 'any', `${checked}${gone}`];
}
