import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { domainPath, oneDomain } from '#functions/cli/domain-parameters.ts';
import { domainAnswer } from '#shared/admin/domain-contract.ts';

export const domainVerify = defineCommand({
  name: 'verify',
  summary: 'look for the record that proves a domain',
  description: `Looks in DNS for the record. Rollcall looks again each day; when the record is gone for a week, the domain counts
no longer. A domain that one tenant has proven cannot be proven by another.`,
  ...oneDomain,
  example: {
    typed: 'acme.example --tenant acme',
    printed: 'acme.example is verified. Leave the record where it is.',
  },
  next: `send its people to a connection: ${PROGRAM} domain add acme.example --tenant acme --connection okta`,
  run: (admin, { domain, tenant }) =>
    admin.post(domainAnswer, { path: domainPath(tenant, domain, 'verify'), body: {} }),
  show: ({ name }) => `${name} is verified. Leave the record where it is.`,
});
