/** What a server has before it is measured. */
export interface Data {
  /** Numbered from 0. */
  readonly users: number;
  /** The last of the users: those that requests are about. They are in no group. */
  readonly newcomers: number;
  /** Sizes of groups, of the other users. */
  readonly groups: readonly number[];
}
