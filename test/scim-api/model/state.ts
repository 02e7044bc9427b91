import type { Email, Type } from './command.ts';

/** Who asks: a directory, and whether its dialect is lenient. */
export interface Speaker {
  readonly directory: string;
  readonly lenient: boolean;
}

export interface Kept {
  readonly id: string;
  readonly type: Type;
  version: number;
  fields: Stored;
  externalIds: Record<string, string>;
  members: string[];
}

/** What is kept of {@link Fields}. */
export interface Stored {
  userName?: string;
  displayName?: string;
  title?: string;
  department?: string;
  active?: boolean;
  emails?: readonly Email[];
}

export interface Told {
  readonly version: number;
  readonly type: string;
  readonly data: object;
}

/** Why a request is refused. When there are several reasons, any of them may be given. */
export interface Fault {
  readonly status: number;
  readonly scimType?: string;
}

export type Outcome =
  | { readonly faults: readonly Fault[] }
  | { readonly status: number; readonly resource?: Kept; readonly page?: Page };

export interface Page {
  readonly total: number;
  readonly resources: readonly Kept[];
}

export const blankOf = (type: Type, id = ''): Kept => ({
  id,
  type,
  version: 0,
  fields: {},
  externalIds: {},
  members: [],
});
