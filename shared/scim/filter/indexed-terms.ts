import type { Filter } from '#shared/scim/filter/filter.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** An equality on a string that holds for every match of a filter. */
export interface IndexedTerm {
  /** Canonical dotted name: `id`, `userName`, `emails.value`, `urn:…:User:manager.value`. */
  readonly attribute: string;
  readonly value: string;
}

export declare function indexedTerms(type: ResourceType, filter: Filter): IndexedTerm[];
