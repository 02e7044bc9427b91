import * as z from 'zod/mini';
import type { AdminClient } from '#functions/cli/admin-client.ts';
import { idFrom, type Parameter } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type RepeatedAnswer, repeatedAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookIdArgument = {
  schema: idFrom('webhook list'),
  placeholder: 'ID',
  summary: 'the id of the webhook, as `webhook list` shows it',
} satisfies Parameter;

/** What every command takes that is about one webhook. */
export const oneWebhook = {
  arguments: { id: webhookIdArgument },
  options: { tenant: tenantOption },
} as const;

export const sinceOption = {
  schema: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time')),
  placeholder: 'TIME',
  summary: 'of the events since then, such as 2026-03-02T09:00:00Z',
} satisfies Parameter;

export function webhookPath(tenant: string, id: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'webhooks', id, ...rest];
}

/** Has the API repeat page by page, and gives how many there were in all. */
export async function repeatAll(
  admin: AdminClient,
  path: readonly string[],
  since: string,
): Promise<{ count: number }> {
  const from = new Date(since).toISOString();
  let count = 0;
  let next: string | undefined;
  do {
    const body: object = { since: from, next };
    const done: RepeatedAnswer = await admin.post(repeatedAnswer, { path, body });
    count += done.count;
    next = done.next ?? undefined;
  } while (next !== undefined);
  return { count };
}
