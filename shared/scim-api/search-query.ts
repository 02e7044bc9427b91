import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ProjectionQuery } from '#shared/scim/project.ts';

/** Resources on a page when the client does not say, and at most. */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 200;

/** What a client asks of several resources, in the URL or in the body of a search (RFC 7644 3.4.2, 3.4.3). */
export interface SearchQuery extends ProjectionQuery {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly descending: boolean;
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
}

/** The parameters as they were sent; those absent or empty are undefined. */
export interface SentQuery extends ProjectionQuery {
  readonly filter?: string | undefined;
  readonly sortBy?: string | undefined;
  readonly sortOrder?: string | undefined;
  readonly startIndex?: number | undefined;
  readonly count?: number | undefined;
}

/** `startIndex` and `count` below the least mean the least (RFC 7644 3.4.2.4); too large a page is cut. */
export function searchQuery(sent: SentQuery): SearchQuery {
  const { startIndex = 1, count = DEFAULT_PAGE, filter, sortBy, sortOrder } = sent;
  const { attributes, excludedAttributes } = sent;
  return {
    ...(attributes && { attributes }),
    ...(excludedAttributes && { excludedAttributes }),
    ...(filter !== undefined && { filter }),
    ...(sortBy !== undefined && { sortBy }),
    descending: isDescending(sortOrder),
    startIndex: Math.max(startIndex, 1),
    count: Math.min(Math.max(count, 0), MAX_PAGE),
  };
}

function isDescending(sortOrder = 'ascending'): boolean {
  const order = sortOrder.toLowerCase();
  if (order === 'ascending' || order === 'descending') return order === 'descending';
  throw new DomainError('invalidValue', 'sortOrder must be ascending or descending.');
}
