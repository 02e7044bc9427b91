import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';
import { type DeliveryAnswer, deliveriesAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookDeliveries = defineCommand({
  name: 'deliveries',
  summary: 'list what became of events',
  description: `Lists the deliveries of a webhook of the last 30 days, newest event first, and the last attempt of each; with --json
all of them, and the first bytes of each answer.`,
  arguments: oneWebhook.arguments,
  options: {
    ...oneWebhook.options,
    state: {
      schema: z.optional(z.enum(['pending', 'delivered', 'failed'])),
      placeholder: 'pending|delivered|failed',
      summary: 'in this state alone',
    },
    before: {
      schema: z.optional(z.string()),
      placeholder: 'EVENT',
      summary: 'of events before this one: the next page',
    },
    limit: {
      schema: z.optional(wholeNumber(1, 100)),
      placeholder: 'N',
      summary: 'how many to look at, at most 100 (20)',
    },
  },
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: `EVENT                                   TYPE          STATE      ATTEMPTS  LAST  AT
019cad41-4e5f-7a63-8d10-2c3b4a596877.0  webhook.test  delivered  1         204   2026-03-02T09:00:05Z`,
  },
  next: `send one again: ${PROGRAM} webhook resend ID EVENT --tenant acme`,
  run: (admin, { id, tenant, ...query }) =>
    admin.get(deliveriesAnswer, { path: webhookPath(tenant, id, 'deliveries'), query }),
  show: ({ deliveries, next }) => {
    const more = next === null ? '' : `\nThe next page: --before ${next}`;
    if (deliveries.length === 0) return `No deliveries here.${more}`;
    const header = ['EVENT', 'TYPE', 'STATE', 'ATTEMPTS', 'LAST', 'AT'];
    return alignColumns([header, ...deliveries.map(row)]) + more;
  },
});

function row({ eventId, type, state, reason, attempts, log }: DeliveryAnswer): string[] {
  const last = log.at(-1);
  const shown = reason === null ? state : `${state} (${reason})`;
  const result = last ? String(last.status ?? last.outcome) : '';
  return [eventId, type, shown, String(attempts), result, last ? shownTime(last.at) : ''];
}
