import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { requireChange } from '#functions/cli/require-change.ts';
import { nameArgument, rateOptions, tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { directoryAnswer } from '#shared/admin/admin-contract.ts';

export const directoryUpdate = defineCommand({
  name: 'update',
  summary: "change a directory's rate limit",
  description: `Changes how fast a directory may send requests: what is left out stays as it is. What goes beyond is
answered with 429 and a Retry-After, and slows down no other directory. Unless it was changed, the limit is
100 requests a second and 3000 at once.`,
  arguments: { name: nameArgument },
  options: { tenant: tenantOption, ...rateOptions },
  example: {
    typed: 'okta --tenant acme --requests-per-second 200',
    printed: 'The directory okta of acme may send 200 requests a second, and 3000 at once.',
  },
  next: `see the others: ${PROGRAM} directory list --tenant acme`,
  run: (admin, { name, tenant, ...body }) => {
    requireChange(body);
    return admin.patch(directoryAnswer, {
      path: ['tenants', tenant, 'directories', name],
      body,
    });
  },
  show: ({ name, requestsPerSecond, burst }, { tenant }) =>
    `The directory ${name} of ${tenant} may send ${requestsPerSecond} requests a second, and ${burst} at once.`,
});
