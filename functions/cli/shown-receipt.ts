import { alignColumns } from '#functions/cli/align-columns.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import type { SignedReceiptAnswer } from '#shared/admin/offboarding-contract.ts';

/** A receipt for people: how access ended, and a line for each item. */
export function shownReceipt({ receipt }: SignedReceiptAnswer): string {
  const { ending, state, items } = receipt;
  const rows = items.map(({ kind, id, name, done, state: itemState, at, reason }) => [
    kind,
    name ?? id,
    done,
    itemState,
    at === undefined ? '' : shownTime(at),
    reason ?? '',
  ]);
  const header = ['WHAT', 'WHICH', 'DONE', 'STATE', 'AT', 'WHY'];
  const title = `${ending.event} of ${shownTime(ending.at)}: ${state}`;
  return rows.length === 0
    ? `${title}, with nothing to end`
    : `${title}\n${alignColumns([header, ...rows])}`;
}
