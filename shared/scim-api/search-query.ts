import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';
import type { ProjectionQuery } from '#shared/scim/project.ts';

/** Resources on a page when the client does not say, and at most. */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 200;

/** What a client asks of several resources, in the URL or in the body of a search (RFC 7644 3.4.2, 3.4.3). */
export interface SearchQuery extends ProjectionQuery {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly descending: boolean;
  readonly paging: Paging;
}

export type Paging =
  /** `startIndex` is 1-based. */
  | { readonly by: 'index'; readonly startIndex: number; readonly count: number }
  /** `cursor` is empty for the first page; `count` absent when the client did not say. */
  | { readonly by: 'cursor'; readonly cursor: string; readonly count?: number };

/** The parameters as they were sent; those absent or empty are undefined. */
export interface SentQuery extends ProjectionQuery {
  readonly filter?: string | undefined;
  readonly sortBy?: string | undefined;
  readonly sortOrder?: string | undefined;
  readonly startIndex?: number | undefined;
  /** Empty when a walk is to begin. */
  readonly cursor?: string | undefined;
  readonly count?: number | undefined;
}

/** @throws DomainError `invalidValue`, `invalidCount`. */
export function searchQuery(sent: SentQuery): SearchQuery {
  const { filter, sortBy, sortOrder, attributes, excludedAttributes } = sent;
  return {
    ...(attributes && { attributes }),
    ...(excludedAttributes && { excludedAttributes }),
    ...(filter !== undefined && { filter }),
    ...(sortBy !== undefined && { sortBy }),
    descending: isDescending(sortOrder),
    paging: pagingOf(sent),
  };
}

/** The code for a `count` that cannot be: by cursor there is one of its own (RFC 9865 section 2.1). */
export function countCode(byCursor: boolean): ErrorCode {
  return byCursor ? 'invalidCount' : 'invalidValue';
}

/**
 * `startIndex` and `count` below the least mean the least (RFC 7644 3.4.2.4). Too large a page is cut by index and
 * refused by cursor, as either RFC has it.
 */
function pagingOf({ cursor, startIndex, count }: SentQuery): Paging {
  const atLeast = count === undefined ? undefined : Math.max(count, 0);
  if (cursor === undefined) {
    const shown = Math.min(atLeast ?? DEFAULT_PAGE, MAX_PAGE);
    return { by: 'index', startIndex: Math.max(startIndex ?? 1, 1), count: shown };
  }
  if (startIndex !== undefined) {
    throw new DomainError('invalidValue', 'Give either startIndex or cursor, not both.');
  }
  if (atLeast === undefined) return { by: 'cursor', cursor };
  if (atLeast > MAX_PAGE) {
    throw new DomainError('invalidCount', `count must be between 0 and ${MAX_PAGE}.`);
  }
  return { by: 'cursor', cursor, count: atLeast };
}

function isDescending(sortOrder = 'ascending'): boolean {
  const order = sortOrder.toLowerCase();
  if (order === 'ascending' || order === 'descending') return order === 'descending';
  throw new DomainError('invalidValue', 'sortOrder must be ascending or descending.');
}
