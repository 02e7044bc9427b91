import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { type Projection, type ProjectionQuery, parseProjection } from '#shared/scim/project.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { countCode, type SearchQuery, searchQuery } from '#shared/scim-api/search-query.ts';

/** The parameters of a query as a URL has them (RFC 7644 section 3.4.2). */
export function queryOf(url: URL): SearchQuery {
  const { searchParams } = url;
  return searchQuery({
    ...projectionQuery(url),
    filter: searchParams.get('filter') ?? undefined,
    sortBy: searchParams.get('sortBy') || undefined,
    sortOrder: searchParams.get('sortOrder') || undefined,
    startIndex: integerOf(url, 'startIndex', 'invalidValue'),
    cursor: searchParams.get('cursor') ?? undefined,
    count: integerOf(url, 'count', countCode(searchParams.has('cursor'))),
  });
}

/** @param isWritten See {@link parseProjection}. */
export function projectionOf(
  type: ResourceType,
  url: URL,
  isWritten?: (attribute: Attribute) => boolean,
): Projection {
  return parseProjection(type, projectionQuery(url), isWritten);
}

/** Whether a client says which attributes it wants (RFC 7644 section 3.9). */
export function hasProjection(url: URL): boolean {
  return url.searchParams.has('attributes') || url.searchParams.has('excludedAttributes');
}

function projectionQuery(url: URL): ProjectionQuery {
  const attributes = listOf(url, 'attributes');
  const excludedAttributes = listOf(url, 'excludedAttributes');
  return { ...(attributes && { attributes }), ...(excludedAttributes && { excludedAttributes }) };
}

function listOf(url: URL, name: string): string[] | undefined {
  const value = url.searchParams.get(name);
  if (value === null) return undefined;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function integerOf(url: URL, name: string, code: ErrorCode): number | undefined {
  const value = url.searchParams.get(name);
  if (value === null || value === '') return undefined;
  if (!/^-?\d{1,15}$/.test(value)) {
    throw new DomainError(code, `${name} must be an integer, such as ${name}=1.`);
  }
  return Number(value);
}
