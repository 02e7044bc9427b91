/** One request, as the client that sent it saw it. Values are what a set-like attribute holds: roles, or members. */
export interface Observation {
  readonly client: number;
  /** Ticks of one counter, taken before the request was sent and after its answer was there. */
  readonly from: number;
  readonly to: number;
  readonly action:
    | { readonly do: 'add' | 'remove'; readonly value: string }
    | { readonly do: 'read' };
  /** Version that If-Match named. */
  readonly ifMatch?: number;
  readonly status: number;
  /** From the ETag of a success. */
  readonly version?: number;
  /** What the answer showed, if it showed the resource. */
  readonly values?: readonly string[];
}

/** Everything that clients did to one resource, and what it was before and after. */
export interface History {
  readonly before: { readonly version: number; readonly values: readonly string[] };
  readonly after: { readonly version: number; readonly values: readonly string[] };
  readonly observations: readonly Observation[];
  /**
   * Whether what is shown may be newer than the version it is shown under, as the members of a group may; it is
   * never older.
   */
  readonly mayShowNewer: boolean;
}
