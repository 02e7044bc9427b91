import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { KeptReceipt } from '#shared/sessions/receipt.ts';
import type { PageBefore } from '#shared/sessions/session-store.ts';

/** Receipts, each in the partition of its user, where they stay when the user is deleted; reads see every write. */
export interface ReceiptStore {
  receipt(scope: Scope, userId: string, id: string): Promise<KeptReceipt | undefined>;
  /** The last ending first. */
  receiptsOf(scope: Scope, userId: string, page: PageBefore): Promise<KeptReceipt[]>;
  /**
   * Writes the first round, or the one after that which is there, and tells of it in the same transaction.
   *
   * @returns false when somebody else wrote that round.
   */
  write(kept: KeptReceipt, outbox?: OutboxRecord): Promise<boolean>;
}
