/** Which signals of identity providers were acted upon; reads see every earlier write. */
export interface SignalStore {
  wasSeen(tenantId: string, connectionId: string, jti: string): Promise<boolean>;
  /** @param until Milliseconds; from then on it is too old anyway. */
  markSeen(tenantId: string, connectionId: string, jti: string, until: number): Promise<void>;
}
