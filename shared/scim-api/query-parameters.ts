import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Projection, parseProjection } from '#shared/scim/project.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** Resources on a page when the client does not say, and at most. */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 200;

export function projectionOf(type: ResourceType, url: URL): Projection {
  const attributes = listOf(url, 'attributes');
  const excludedAttributes = listOf(url, 'excludedAttributes');
  return parseProjection(type, {
    ...(attributes && { attributes }),
    ...(excludedAttributes && { excludedAttributes }),
  });
}

export function hasProjection(url: URL): boolean {
  return url.searchParams.has('attributes') || url.searchParams.has('excludedAttributes');
}

/** `startIndex` and `count` (RFC 7644 3.4.2.4): below the least they mean the least. */
export function pageOf(url: URL): { startIndex: number; count: number } {
  const startIndex = integerOf(url, 'startIndex') ?? 1;
  const count = integerOf(url, 'count') ?? DEFAULT_PAGE;
  return { startIndex: Math.max(startIndex, 1), count: Math.min(Math.max(count, 0), MAX_PAGE) };
}

function listOf(url: URL, name: string): string[] | undefined {
  const value = url.searchParams.get(name);
  if (value === null) return undefined;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function integerOf(url: URL, name: string): number | undefined {
  const value = url.searchParams.get(name);
  if (value === null || value === '') return undefined;
  if (!/^-?\d{1,15}$/.test(value)) {
    throw new DomainError('invalidValue', `${name} must be an integer, such as ${name}=1.`);
  }
  return Number(value);
}
