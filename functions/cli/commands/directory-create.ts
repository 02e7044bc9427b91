import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  dateOptions,
  nameArgument,
  rateOptions,
  tenantOption,
} from '#functions/cli/tenancy-parameters.ts';
import { dialectName, directoryAnswer, visibility } from '#shared/admin/admin-contract.ts';

export const directoryCreate = defineCommand({
  name: 'create',
  summary: 'create a directory in a tenant',
  description: `Creates a directory, one for each source of people.

The dialect is how far from RFC 7644 the provider may stray. Take that of your provider; lenient, the
default, understands all of them; strict refuses whatever the RFC does not allow.

With the visibility tenant, the default, the provider finds and adopts people whom another directory
brought in; with own it sees only those that it provisioned itself.`,
  arguments: { name: nameArgument },
  options: {
    tenant: tenantOption,
    dialect: {
      schema: z.optional(dialectName),
      placeholder: dialectName.options.join('|'),
      summary: 'which SCIM the provider speaks (lenient)',
    },
    visibility: {
      schema: z.optional(visibility),
      placeholder: visibility.options.join('|'),
      summary: 'whom it sees (tenant)',
    },
    ...rateOptions,
    ...dateOptions,
  },
  example: {
    typed: 'okta --tenant acme --dialect okta',
    printed: `Created the directory okta of acme: dialect okta, visibility tenant.
SCIM base URL: http://127.0.0.1:8787/scim/v2`,
  },
  next: `let the provider in: ${PROGRAM} token issue --tenant acme --directory okta`,
  run: (admin, { tenant, ...body }) =>
    admin.post(directoryAnswer, { path: ['tenants', tenant, 'directories'], body }),
  show: ({ name, dialect, visibility: seen, scimBaseUrl }, { tenant }) =>
    `Created the directory ${name} of ${tenant}: dialect ${dialect}, visibility ${seen}.
SCIM base URL: ${scimBaseUrl}`,
});
