import * as z from 'zod/mini';
import { changed, externalIdOf } from '#shared/events/event-fields.ts';

const resource = z.object({
  resourceType: z
    .string()
    .check(z.describe('Name of the resource type, as the tenant declared it')),
  externalId: externalIdOf('resource'),
  changed,
});

const device = { resourceType: 'Device', externalId: 'asset-17' };

/** What happens to resources of tenants' own types. */
export const resourceEvents = {
  'resource.created': {
    version: 1,
    data: resource,
    description: "A resource of a tenant's own type was created.",
    example: { ...device, changed: ['externalId', 'serial'] },
  },
  'resource.updated': {
    version: 1,
    data: resource,
    description: "Attributes of a resource of a tenant's own type changed.",
    example: { ...device, changed: ['serial'] },
  },
  'resource.deleted': {
    version: 1,
    data: resource,
    description: "A resource of a tenant's own type was deleted; `data` is as it was last.",
    example: { ...device, changed: [] },
  },
} as const;
