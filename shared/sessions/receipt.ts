import type { Actor, Cause } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { endings } from '#shared/sessions/endings.ts';

/** An end of access, as its event tells of it. */
export interface Ending {
  readonly event: (typeof endings)[number];
  /** Of the event; what is before its dot names the receipt. */
  readonly eventId: string;
  /** When it was committed: from then on nothing that was minted before was good for anything. ISO 8601. */
  readonly at: string;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly requestId: string;
}

/** What had to end, or somebody who had to know. */
export interface ReceiptItem {
  /** `tokens`: all of one app from one session. `app`: told by a logout token. `webhook`: told by the event. */
  readonly kind: 'session' | 'tokens' | 'group' | 'app' | 'webhook';
  /** Of the session, the app, the group or the endpoint. */
  readonly id: string;
  /** Of tokens and apps: the session that it was about. */
  readonly session?: string;
  /** Of apps: how Rollcall calls itself to them, the `iss` of the logout token. */
  readonly issuer?: string;
  /** What people know it by: a group's name, an app's, the host of an endpoint. */
  readonly name?: string;
  readonly done: 'ended' | 'withheld' | 'removed' | 'told' | 'nothing';
  /** `notTold`: nobody can tell it, so nobody tried. */
  readonly state: 'acknowledged' | 'pending' | 'failed' | 'notTold';
  /** When it was acknowledged or given up, ISO 8601. */
  readonly at?: string;
  /** Attempts to tell. */
  readonly attempts?: number;
  /** Why it is pending still, was given up, or was not told. */
  readonly reason?: string;
}

/** What became of one end of access: everything that it reached, what was done, and who acknowledged it when. */
export interface Receipt {
  /** Id of the committed change that ended access. */
  readonly id: string;
  readonly tenant: string;
  readonly user: string;
  readonly ending: Ending;
  /** Closed when nothing is pending any more. */
  readonly state: 'open' | 'closed';
  readonly items: readonly ReceiptItem[];
  /** Items that there was no room for. */
  readonly omitted: number;
  /** When this was written, ISO 8601. */
  readonly at: string;
}

/** A receipt as it is kept. */
export interface KeptReceipt {
  readonly scope: Scope;
  readonly receipt: Receipt;
  /** A JWS (RFC 7515, compact) over the canonical JSON of the receipt. */
  readonly jws: string;
  /** How often it was gone through; the next time is `dueAt` (milliseconds). */
  readonly rounds: number;
  readonly dueAt: number;
}

/** A row holds 400 KB, and an item takes at most 550 bytes there and 730 in the signature. */
export const MAX_ITEMS = 250;

/** Longest name of an item, in code units. */
export const MAX_ITEM_NAME = 64;

/** `typ` of the JWS. */
export const RECEIPT_TYPE = 'rollcall-receipt+jws';
