import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { domainPath, oneDomain } from '#functions/cli/domain-parameters.ts';

export const domainRemove = defineCommand({
  name: 'remove',
  summary: 'give a domain up',
  description:
    'Takes a domain from a tenant; it counts for nothing any more, and another tenant may prove it.',
  ...oneDomain,
  example: {
    typed: 'acme.example --tenant acme',
    printed: 'Removed acme.example.',
  },
  next: `see what is left: ${PROGRAM} domain list --tenant acme`,
  run: async (admin, { domain, tenant }) => {
    await admin.delete({ path: domainPath(tenant, domain) });
    return { name: domain, removed: true };
  },
  show: ({ name }) => `Removed ${name}.`,
});
