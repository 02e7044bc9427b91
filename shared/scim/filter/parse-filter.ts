import type { Dialect } from '#shared/scim/dialect.ts';
import type { Filter } from '#shared/scim/filter/filter.ts';

export declare function parseFilter(text: string, dialect: Dialect): Filter;
