import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { requireChange } from '#functions/cli/require-change.ts';
import {
  dateOptions,
  nameArgument,
  rateOptions,
  tenantOption,
} from '#functions/cli/tenancy-parameters.ts';
import { directoryAnswer } from '#shared/admin/admin-contract.ts';

export const directoryUpdate = defineCommand({
  name: 'update',
  summary: "change a directory's rate limit, or its dates",
  description: `Changes how fast a directory may send requests: what is left out stays as it is. What goes beyond is
answered with 429 and a Retry-After, and slows down no other directory. Unless it was changed, the limit is
100 requests a second and 3000 at once.

The names of attributes are those by which the directory says when people join and leave: see docs/states.md.
"none" takes one away.`,
  arguments: { name: nameArgument },
  options: { tenant: tenantOption, ...rateOptions, ...dateOptions },
  example: {
    typed: 'okta --tenant acme --requests-per-second 200',
    printed: 'The directory okta of acme may send 200 requests a second, and 3000 at once.',
  },
  next: `see the others: ${PROGRAM} directory list --tenant acme`,
  run: (admin, { name, tenant, startsAtAttribute, endsAtAttribute, ...rate }) => {
    const body = {
      ...rate,
      startsAtAttribute: attributeNamed(startsAtAttribute),
      endsAtAttribute: attributeNamed(endsAtAttribute),
    };
    requireChange(body);
    return admin.patch(directoryAnswer, {
      path: ['tenants', tenant, 'directories', name],
      body,
    });
  },
  show: ({ name, requestsPerSecond, burst, startsAtAttribute, endsAtAttribute }, { tenant }) =>
    [
      `The directory ${name} of ${tenant} may send ${requestsPerSecond} requests a second, and ${burst} at once.`,
      ...(startsAtAttribute === undefined ? [] : [`People join by ${startsAtAttribute}.`]),
      ...(endsAtAttribute === undefined ? [] : [`People leave by ${endsAtAttribute}.`]),
    ].join('\n'),
});

function attributeNamed(given: string | undefined): string | null | undefined {
  return given === 'none' ? null : given;
}
