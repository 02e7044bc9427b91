import type { JsonValue } from '#shared/kernel/json.ts';
import {
  type BulkOperation,
  isRefused,
  type RefusedOperation,
} from '#shared/scim/bulk/bulk-operation.ts';
import { pathReference } from '#shared/scim/bulk/bulk-reference.ts';
import {
  mapPatchReferences,
  mapReferences,
  type Resolve,
} from '#shared/scim/bulk/map-references.ts';
import type { ReferenceNames } from '#shared/scim/bulk/reference-names.ts';

export type BulkStep =
  | { readonly kind: 'refused'; readonly operation: RefusedOperation }
  | { readonly kind: 'single'; readonly operation: BulkOperation }
  /** POSTs of resources that refer to each other, or of one that refers to itself. */
  | { readonly kind: 'circle'; readonly operations: readonly BulkOperation[] };

/**
 * The order in which the operations of a bulk are carried out: as sent, but what an operation refers to goes before
 * it (RFC 7644 sections 3.7.1 and 3.7.2).
 */
export function planBulk(
  operations: readonly (BulkOperation | RefusedOperation)[],
  names: ReferenceNames,
): BulkStep[] {
  const creators = creatorsOf(operations);
  const needs = operations.map((operation) =>
    [...referencesOf(names, operation)]
      .map((bulkId) => creators.get(bulkId))
      .filter((index) => index !== undefined),
  );
  return componentsOf(needs).flatMap((indexes): BulkStep[] => {
    const members = indexes.map((index) => operations[index]).filter((each) => !!each);
    const circular = indexes.length > 1 || indexes.some((index) => needs[index]?.includes(index));
    // What is refused refers to nothing, so there is none of it in a circle.
    if (circular) {
      return [
        { kind: 'circle', operations: members.flatMap((each) => (isRefused(each) ? [] : [each])) },
      ];
    }
    return members.map((operation) =>
      isRefused(operation) ? { kind: 'refused', operation } : { kind: 'single', operation },
    );
  });
}

/** The bulkIds that an operation refers to, in its path and in its data. */
export function referencesOf(
  names: ReferenceNames,
  operation: BulkOperation | RefusedOperation,
): Set<string> {
  const found = new Set<string>();
  if (isRefused(operation)) return found;
  const { path, method } = operation;
  const target = method === 'POST' ? undefined : pathReference(path);
  if (target) found.add(target.bulkId);
  mapData(names, operation, (bulkId) => {
    found.add(bulkId);
    return bulkId;
  });
  return found;
}

/** The data of an operation with its references resolved. */
export function mapData(
  names: ReferenceNames,
  { method, data }: BulkOperation,
  resolve: Resolve,
): JsonValue | undefined {
  if (data === undefined) return undefined;
  return (method === 'PATCH' ? mapPatchReferences : mapReferences)(names, data, resolve);
}

/** Which operation creates what a bulkId stands for. */
function creatorsOf(operations: readonly (BulkOperation | RefusedOperation)[]) {
  const creators = new Map<string, number>();
  for (const { index, method, bulkId } of operations) {
    if (method === 'POST' && bulkId !== undefined) creators.set(bulkId, index);
  }
  return creators;
}

/**
 * The strongly connected components of a graph, each sorted and after all that it needs (Tarjan, SIAM J. Comput. 1,
 * 1972). Nodes are tried in order, so that nothing is moved without need.
 */
function componentsOf(needs: readonly (readonly number[])[]): number[][] {
  const found: number[][] = [];
  const order = new Map<number, number>();
  const closed = new Set<number>();
  const open: number[] = [];

  function visit(node: number): number {
    const place = order.size;
    order.set(node, place);
    open.push(node);
    let low = place;
    for (const need of needs[node] ?? []) {
      if (!order.has(need)) low = Math.min(low, visit(need));
      else if (!closed.has(need)) low = Math.min(low, order.get(need) ?? low);
    }
    if (low === place) close(node);
    return low;
  }

  function close(node: number): void {
    const component = open.splice(open.lastIndexOf(node));
    for (const each of component) closed.add(each);
    found.push(component.toSorted((one, other) => one - other));
  }

  for (const node of needs.keys()) if (!order.has(node)) visit(node);
  return found;
}
