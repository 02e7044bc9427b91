import type { Section } from './requirement.ts';
import { attributes } from './rfc7643/2-attributes.ts';
import { resources } from './rfc7643/3-resources.ts';
import { usersAndGroups } from './rfc7643/4-users-and-groups.ts';
import { discovery } from './rfc7643/5-discovery.ts';
import { creating } from './rfc7644/3-3-creating.ts';

/** Every section of the RFCs that asks something of a server, in their order. */
export const sections: readonly Section[] = [
  ...attributes,
  ...resources,
  ...usersAndGroups,
  ...discovery,
  creating,
];
