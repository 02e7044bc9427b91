import type { JsonObject } from '#shared/kernel/json.ts';
import type { BulkMethod } from '#shared/scim/bulk/bulk-operation.ts';

/** Who may see what became of a request: the directory that sent it, by whichever credential. */
export interface Owner {
  readonly tenantId: string;
  readonly directoryId: string;
}

/** A request that is carried out after it was answered (RFC 9967 section 2.5.1). */
export interface AsyncRequest {
  readonly owner: Owner;
  /** Names the request for good, in `Set-Txn` and in the `txn` of its events. */
  readonly txn: string;
  /** Of the token that it was sent with. */
  readonly credentialId: string;
  readonly requestId: string;
  /** SCIM root without a trailing slash, as the client reached it. */
  readonly baseUrl: string;
  readonly method: BulkMethod;
  /** Below the SCIM root, with the query. */
  readonly path: string;
  /** `If-Match` as it was sent. */
  readonly version?: string;
  /** JSON; absent for DELETE. */
  readonly body?: string;
  readonly acceptedAt: string;
}

export interface AsyncState {
  /** The claims of its event tokens, once it was carried out. */
  readonly sets?: readonly JsonObject[];
}

/** Where requests and what became of them are kept. */
export interface AsyncRequestStore {
  keep(request: AsyncRequest): Promise<void>;
  /** Undefined when this owner has no such request, or had it too long ago. */
  state(owner: Owner, txn: string): Promise<AsyncState | undefined>;
  /**
   * The request, for nobody else until `leasedUntil` (milliseconds); undefined when it was carried out already or is
   * not there any more.
   *
   * @throws LostRace when somebody else is at it.
   */
  claim(owner: Owner, txn: string, leasedUntil: number): Promise<AsyncRequest | undefined>;
  complete(owner: Owner, txn: string, sets: readonly JsonObject[]): Promise<void>;
}

/** Has a request that is kept carried out soon, perhaps more than once. */
export type HandOn = (owner: Owner, txn: string) => Promise<void>;

/** What the API needs to answer first and act later. */
export interface AsyncRequests extends Pick<AsyncRequestStore, 'keep' | 'state'> {
  readonly handOn: HandOn;
}
