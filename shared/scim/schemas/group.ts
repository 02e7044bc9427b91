import { GROUP } from '#shared/scim/messages.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';
import { externalId } from '#shared/scim/schemas/common.ts';

/** Members that one operation, or the body of one POST or PUT, may carry. */
const MAX_MEMBERS = 10_000;

const immutable = { mutability: 'immutable' } as const;

/** RFC 7643 sections 4.2 and 8.7.1; `displayName` is required by the text of 4.2. */
export const groupSchema: SchemaDefinition = {
  id: GROUP,
  name: 'Group',
  description: 'Group',
  attributes: [
    externalId,
    attribute('displayName', 'The name of the group.', { required: true }),
    attribute('members', 'Who is in the group.', {
      multiValued: true,
      maxValues: MAX_MEMBERS,
      subAttributes: [
        attribute('value', 'The id of the member.', { ...immutable, caseExact: true }),
        attribute('$ref', 'URI of the member.', {
          ...immutable,
          type: 'reference',
          referenceTypes: ['User', 'Group'],
        }),
        attribute('display', 'The name of the member.', immutable),
        attribute('type', 'What the member is.', {
          ...immutable,
          canonicalValues: ['User', 'Group'],
        }),
      ],
    }),
  ],
};
