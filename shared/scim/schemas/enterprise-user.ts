import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';

/** RFC 7643 sections 4.3 and 8.7.1. */
export const enterpriseUserSchema: SchemaDefinition = {
  id: ENTERPRISE_USER,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute('employeeNumber', 'Number or code that the organization gave to the person.'),
    attribute('costCenter', 'Name of the cost center.'),
    attribute('organization', 'Name of the organization.'),
    attribute('division', 'Name of the division.'),
    attribute('department', 'Name of the department.'),
    attribute('manager', 'The manager of the person.', {
      subAttributes: [
        attribute('value', 'The id of the user who is the manager.', { caseExact: true }),
        attribute('$ref', 'URI of the manager.', { type: 'reference', referenceTypes: ['User'] }),
        attribute('displayName', 'Name of the manager.', { mutability: 'readOnly' }),
      ],
    }),
  ],
};
