import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { domainArgument, domainPath } from '#functions/cli/domain-parameters.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { slug } from '#shared/admin/admin-contract.ts';
import { domainAnswer } from '#shared/admin/domain-contract.ts';

export const domainAdd = defineCommand({
  name: 'add',
  summary: 'say that a domain is a tenant’s',
  description: `Notes a domain for a tenant and shows the TXT record that proves it; it counts for nothing before. Once it is
proven, whoever types an address there is sent to the connection of the domain; adding it again changes that.`,
  arguments: { domain: domainArgument },
  options: {
    tenant: tenantOption,
    connection: {
      schema: z.optional(slug),
      placeholder: 'CONNECTION',
      summary: 'by which people with addresses there sign in',
    },
    force: {
      schema: z.optional(z.enum(['true', 'false'])),
      placeholder: 'true|false',
      summary: 'although anybody may have an address there (false)',
    },
  },
  example: {
    typed: 'acme.example --tenant acme',
    printed: `acme.example is pending. Add this record where the domain is managed, then verify it:

  _rollcall-challenge.acme.example. TXT "rollcall-verification=not-a-secret-but-of-the-length-that-one-hasssssssss"`,
  },
  next: `look for the record: ${PROGRAM} domain verify acme.example --tenant acme`,
  run: (admin, { domain, tenant, connection, force }) =>
    admin.put(domainAnswer, {
      path: domainPath(tenant, domain),
      body: { ...(connection !== undefined && { connection }), force: force === 'true' },
    }),
  show: ({ name, state, record }) =>
    state === 'verified'
      ? `${name} is verified.`
      : `${name} is ${state}. Add this record where the domain is managed, then verify it:

  ${record.name}. ${record.type} "${record.value}"`,
});
