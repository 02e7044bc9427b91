import type { Section } from './requirement.ts';
import { attributes } from './rfc7643/2-attributes.ts';
import { resources } from './rfc7643/3-resources.ts';
import { usersAndGroups } from './rfc7643/4-users-and-groups.ts';
import { discovery } from './rfc7643/5-discovery.ts';
import { baseAndAuthentication } from './rfc7644/1-2-base-and-authentication.ts';
import { endpoints } from './rfc7644/3-1-endpoints.ts';
import { creating } from './rfc7644/3-3-creating.ts';
import { filtering } from './rfc7644/3-4-2-2-filtering.ts';
import { sortingAndPaging } from './rfc7644/3-4-2-3-sorting-and-paging.ts';
import { querying } from './rfc7644/3-4-2-querying.ts';
import { replacing } from './rfc7644/3-5-1-replacing.ts';
import { patching } from './rfc7644/3-5-2-patching.ts';
import { deleting } from './rfc7644/3-6-deleting.ts';
import { bulk } from './rfc7644/3-7-bulk.ts';
import { answers } from './rfc7644/3-8-answers.ts';
import { configuration } from './rfc7644/4-configuration.ts';
import { security } from './rfc7644/7-security.ts';
import { cursorPagination } from './rfc9865/pagination.ts';

/** Every section of the RFCs that asks something of a server, in their order. */
export const sections: readonly Section[] = [
  ...attributes,
  ...resources,
  ...usersAndGroups,
  ...discovery,
  ...baseAndAuthentication,
  ...endpoints,
  creating,
  ...querying,
  ...filtering,
  ...sortingAndPaging,
  ...replacing,
  ...patching,
  ...deleting,
  ...bulk,
  ...answers,
  ...configuration,
  ...security,
  ...cursorPagination,
];
