import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';

/** Listed in the User and Group schemas too, because clients look for it there. */
export const externalId = attribute(
  'externalId',
  'Identifier of the resource in the system of the client that provisions it.',
  { caseExact: true, uniqueness: 'server' },
);

const readOnly = { mutability: 'readOnly' } as const;

/**
 * The attributes of every resource (RFC 7643 sections 3 and 3.1). `schemas` is readOnly because it
 * follows from the attributes that are there; the body of a message names it for the reader's sake.
 */
export const commonAttributes: readonly AttributeDefinition[] = [
  attribute('schemas', 'URIs of the schemas whose attributes the resource holds.', {
    type: 'reference',
    ...readOnly,
    multiValued: true,
    required: true,
    returned: 'always',
    referenceTypes: ['uri'],
  }),
  attribute('id', 'Identifier that the service provider gave to the resource.', {
    ...readOnly,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  externalId,
  attribute('meta', 'What the service provider records about the resource.', {
    ...readOnly,
    subAttributes: [
      attribute('resourceType', 'Name of the resource type.', { ...readOnly, caseExact: true }),
      attribute('created', 'When the resource was created.', { ...readOnly, type: 'dateTime' }),
      attribute('lastModified', 'When the resource was last changed.', {
        ...readOnly,
        type: 'dateTime',
      }),
      attribute('location', 'URI of the resource.', {
        ...readOnly,
        type: 'reference',
        referenceTypes: ['uri'],
      }),
      attribute('version', 'Entity-tag of the representation.', { ...readOnly, caseExact: true }),
    ],
  }),
];
