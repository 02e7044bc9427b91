import { USER } from '#shared/scim/messages.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';
import {
  attribute,
  labelledValues,
  primaryFlag,
  typeLabel,
} from '#shared/scim/schemas/attribute.ts';
import { externalId } from '#shared/scim/schemas/common.ts';

const IM_SERVICES = ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo', 'other'];
const PHONE_TYPES = ['work', 'home', 'mobile', 'fax', 'pager', 'other'];
const readOnly = { mutability: 'readOnly' } as const;

const name = attribute('name', 'The parts of the name of the person.', {
  subAttributes: [
    attribute('formatted', 'The full name as one text, ready to be shown.'),
    attribute('familyName', 'Family name, or last name in most Western languages.'),
    attribute('givenName', 'Given name, or first name in most Western languages.'),
    attribute('middleName', 'Middle name or names.'),
    attribute('honorificPrefix', 'Title before the name, such as "Ms.".'),
    attribute('honorificSuffix', 'Suffix after the name, such as "III".'),
  ],
});

const addresses = attribute('addresses', 'Postal addresses.', {
  multiValued: true,
  subAttributes: [
    attribute('formatted', 'The full address as one text; may hold newlines.'),
    attribute('streetAddress', 'Street, house number, post office box; may hold newlines.'),
    attribute('locality', 'City or locality.'),
    attribute('region', 'State or region.'),
    attribute('postalCode', 'Postal code.'),
    attribute('country', 'Country as an ISO 3166-1 alpha-2 code, such as "SE".'),
    typeLabel(['work', 'home', 'other']),
    primaryFlag,
  ],
});

const groups = attribute('groups', 'The groups that the user is in; changed by way of the group.', {
  ...readOnly,
  multiValued: true,
  subAttributes: [
    attribute('value', 'The id of the group.', { ...readOnly, caseExact: true }),
    attribute('$ref', 'URI of the group.', {
      ...readOnly,
      type: 'reference',
      referenceTypes: ['Group'],
    }),
    attribute('display', 'Name of the group.', readOnly),
    attribute('type', 'Whether the membership is direct or comes from a nested group.', {
      ...readOnly,
      canonicalValues: ['direct', 'indirect'],
    }),
  ],
});

/** RFC 7643 sections 4.1 and 8.7.1. */
export const userSchema: SchemaDefinition = {
  id: USER,
  name: 'User',
  description: 'User Account',
  attributes: [
    externalId,
    attribute('userName', 'The name that the user signs in with; unique, never empty.', {
      required: true,
      uniqueness: 'server',
    }),
    name,
    attribute('displayName', 'The name that people see.'),
    attribute('nickName', 'How the person is casually addressed.'),
    attribute('profileUrl', 'URL of a page about the person.', {
      type: 'reference',
      referenceTypes: ['external'],
    }),
    attribute('title', 'Job title, such as "Vice President".'),
    attribute('userType', 'Relation to the organization, such as "Employee" or "Contractor".'),
    attribute('preferredLanguage', 'Preferred languages, written like Accept-Language.'),
    attribute('locale', 'Language tag that governs the format of dates, numbers and currency.'),
    attribute('timezone', 'Time zone by its IANA name, such as "Europe/Stockholm".'),
    attribute('active', 'Whether the user may sign in.', { type: 'boolean' }),
    attribute('password', 'Accepted from clients that send one, and not kept.', {
      mutability: 'writeOnly',
      returned: 'never',
      caseExact: true,
    }),
    labelledValues('emails', 'Email addresses.', ['work', 'home', 'other']),
    labelledValues('phoneNumbers', 'Telephone numbers.', PHONE_TYPES),
    labelledValues('ims', 'Instant messaging addresses.', IM_SERVICES),
    labelledValues('photos', 'URLs of images of the person.', ['photo', 'thumbnail'], {
      type: 'reference',
      caseExact: true,
      referenceTypes: ['external'],
    }),
    addresses,
    groups,
    labelledValues('entitlements', 'Things that the user has a right to.'),
    labelledValues('roles', 'What the user is, such as "Student".'),
    labelledValues('x509Certificates', 'DER certificates, each in base64.', [], {
      type: 'binary',
      caseExact: true,
    }),
  ],
};
