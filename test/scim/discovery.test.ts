import { expect, test } from 'vitest';
import { renderResourceType, serviceProviderConfig } from '#shared/scim/discovery.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { BADGE, PROBE, probeType } from './support/probe-type.ts';

const baseUrl = 'https://example.com/scim/v2';

test('RFC 7643 6: a resource type', () => {
  expect(renderResourceType(userType, baseUrl)).toEqual({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    description: 'User Account',
    endpoint: '/Users',
    schema: 'urn:ietf:params:scim:schemas:core:2.0:User',
    schemaExtensions: [
      { schema: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', required: false },
    ],
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/User` },
  });
  expect(renderResourceType(groupType, baseUrl)).not.toHaveProperty('schemaExtensions');
  expect(renderResourceType(probeType, baseUrl)).toMatchObject({
    schema: PROBE,
    schemaExtensions: [{ schema: BADGE, required: true }],
  });
});

const features = {
  baseUrl,
  patch: true,
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: false,
  sort: false,
  etag: true,
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Bearer', description: 'A token.', primary: true },
  ],
} as const;

test('RFC 7643 5: a service provider configuration', () => {
  expect(serviceProviderConfig(features)).toEqual({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: features.authenticationSchemes,
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  });
});

test('RFC 9865 4 and RFC 9967 4: what later RFCs add', () => {
  const pagination = { cursor: true, index: true, defaultPageSize: 100 };
  const securityEvents = { asyncRequest: 'none' as const, eventUris: [] };
  const documentationUri = 'https://example.com/docs';
  expect(
    serviceProviderConfig({ ...features, pagination, securityEvents, documentationUri }),
  ).toMatchObject({ pagination, securityEvents, documentationUri });
});
