import { beforeAll, describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import {
  ENTERPRISE_USER,
  GROUP,
  LIST_RESPONSE,
  RESOURCE_TYPE,
  SCHEMA,
  SERVICE_PROVIDER_CONFIG,
  USER,
} from '#shared/scim/messages.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { bulkBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

const ROOT = 'https://scim.example.com/scim/v2';
const DESCRIPTIVE = [SERVICE_PROVIDER_CONFIG, RESOURCE_TYPE, SCHEMA];
const SCHEMAS = [USER, ENTERPRISE_USER, GROUP, ...DESCRIPTIVE];
const definitions = [
  ...userType.extensions.map(({ schema }) => schema),
  userType.schema,
  groupType.schema,
];

inEachDialect(['strict', 'lenient'], (it) => {
  let config: Body;
  let user: Body;

  beforeAll(async () => {
    const answer = await it.client('GET', '/ServiceProviderConfig');
    expect(answer.status).toBe(200);
    config = answer.body;
    user = (await it.client('POST', '/Users', userBody('claimed'))).body;
  });

  describe('RFC 7644 4 /ServiceProviderConfig: every claim is true', () => {
    test('has every attribute that RFC 7643 5 requires, and says where it is', () => {
      expect(config).toEqual({
        schemas: [SERVICE_PROVIDER_CONFIG],
        patch: { supported: expect.any(Boolean) },
        bulk: {
          supported: expect.any(Boolean),
          maxOperations: expect.any(Number),
          maxPayloadSize: expect.any(Number),
        },
        filter: { supported: expect.any(Boolean), maxResults: expect.any(Number) },
        changePassword: { supported: expect.any(Boolean) },
        sort: { supported: expect.any(Boolean) },
        etag: { supported: expect.any(Boolean) },
        pagination: expect.objectContaining({ cursor: true, index: true }),
        ...(dialects[it.dialect].securityEventsPublished && {
          securityEvents: { asyncRequest: 'request', eventUris: [] },
        }),
        authenticationSchemes: [
          expect.objectContaining({ type: 'oauthbearertoken', primary: true }),
          expect.objectContaining({ type: 'oauth2' }),
        ],
        meta: { resourceType: 'ServiceProviderConfig', location: `${ROOT}/ServiceProviderConfig` },
      });
      for (const scheme of config.authenticationSchemes) {
        expect(scheme.name).toMatch(/\S/);
        expect(scheme.description).toMatch(/\S/);
      }
    });

    test('patch', async () => {
      expect(config.patch.supported).toBe(true);
      const change = patchBody({ op: 'replace', path: 'title', value: 'x' });
      const { status, body } = await it.client('PATCH', `/Users/${user.id}`, change);
      expect([status, body.title]).toEqual([200, 'x']);
    });

    test('bulk', async () => {
      // Its limits are tried in the tests of section 3.7.4.
      expect(config.bulk.supported).toBe(true);
      const operation = { method: 'DELETE', path: `/Users/${user.id}x` };
      const { status, body } = await it.client('POST', '/Bulk', bulkBody([operation]));
      expect([status, body.Operations[0].status]).toEqual([200, '404']);
    });

    test('filter, with no more results than it says', async () => {
      expect(config.filter.supported).toBe(true);
      const { maxResults } = config.filter;
      for (let from = 0; from <= maxResults; from += 25) {
        const some = Array.from({ length: 25 }, (_, n) =>
          it.client('POST', '/Users', userBody(`crowd${from + n}`)),
        );
        expect((await Promise.all(some)).every(({ status }) => status === 201)).toBe(true);
      }
      for (const filter of ['userName sw "crowd"', '']) {
        const asked = { count: maxResults + 10, ...(filter && { filter }) };
        const { body } = await it.client('GET', withQuery('/Users', asked));
        expect(body.totalResults).toBeGreaterThan(maxResults);
        expect(body.itemsPerPage).toBe(maxResults);
        expect(body.Resources).toHaveLength(maxResults);
      }
    });

    test('changePassword', async () => {
      expect(config.changePassword.supported).toBe(false);
      const before = (await it.client('GET', `/Users/${user.id}`)).body;
      const change = patchBody({ op: 'replace', path: 'password', value: 'x' });
      expect((await it.client('PATCH', `/Users/${user.id}`, change)).body).toEqual(before);
    });

    test('sort', async () => {
      expect(config.sort.supported).toBe(true);
      await it.client('POST', '/Users', userBody('aaa'));
      const filter = 'userName eq "aaa" or userName eq "claimed"';
      const { body } = await it.client('GET', withQuery('/Users', { filter, sortBy: 'userName' }));
      const names = body.Resources.map(({ userName }: Body) => userName);
      expect(names).toEqual(['aaa', 'claimed']);
    });

    test('etag', async () => {
      expect(config.etag.supported).toBe(true);
      const { headers } = await it.client('GET', `/Users/${user.id}`);
      const etag = headers.get('etag') ?? '';
      const again = await it.client('GET', `/Users/${user.id}`, undefined, {
        'if-none-match': etag,
      });
      expect(again.status).toBe(304);
    });

    test('securityEvents', async () => {
      const published = dialects[it.dialect].securityEventsPublished;
      expect(config.securityEvents?.asyncRequest).toBe(published ? 'request' : undefined);
      const asynchronously = { prefer: 'respond-async' };
      const answer = await it.client('DELETE', `/Users/${user.id}x`, undefined, asynchronously);
      expect([answer.status, answer.headers.get('preference-applied')]).toEqual([
        202,
        'respond-async',
      ]);
    });

    test('authenticationSchemes', async () => {
      const none = { authorization: '' };
      const refused = await it.client('GET', '/Users?count=1', undefined, none);
      expectRefusal(refused, 401);
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    });
  });

  describe('RFC 7644 4 /ResourceTypes', () => {
    test('lists User and Group as they can be reached', async () => {
      const { status, body } = await it.client('GET', '/ResourceTypes');
      expect(status).toBe(200);
      const type = (name: string, schema: string, rest: object = {}) => ({
        schemas: [RESOURCE_TYPE],
        id: name,
        name,
        description: expect.stringMatching(/\S/),
        endpoint: `/${name}s`,
        schema,
        ...rest,
        meta: { resourceType: 'ResourceType', location: `${ROOT}/ResourceTypes/${name}` },
      });
      const schemaExtensions = [{ schema: ENTERPRISE_USER, required: false }];
      expect(body).toEqual({
        schemas: [LIST_RESPONSE],
        totalResults: 2,
        itemsPerPage: 2,
        startIndex: 1,
        Resources: [type('User', USER, { schemaExtensions }), type('Group', GROUP)],
      });
      for (const each of body.Resources) {
        expect((await it.client('GET', each.meta.location)).body).toEqual(each);
        expect((await it.client('GET', each.endpoint)).status).toBe(200);
      }
    });
  });

  describe('RFC 7644 4 /Schemas', () => {
    test('lists every schema of every type, each also to be had alone', async () => {
      const { status, body } = await it.client('GET', '/Schemas');
      expect(status).toBe(200);
      expect(body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 6, itemsPerPage: 6 });
      expect(body.Resources.map(({ id }: Body) => id)).toEqual(SCHEMAS);
      for (const each of body.Resources) {
        expect(each.schemas).toEqual([SCHEMA]);
        expect(each.meta.location).toBe(`${ROOT}/Schemas/${each.id}`);
        expect((await it.client('GET', each.meta.location)).body).toEqual(each);
      }
    });

    test.each(definitions)('$id: every attribute with every characteristic', async (definition) => {
      const { body } = await it.client('GET', `/Schemas/${definition.id}`);
      const expected = (attribute: AttributeDefinition): object => {
        const { maxValues: _, subAttributes, ...published } = attribute;
        return {
          ...published,
          ...(subAttributes && { subAttributes: subAttributes.map(expected) }),
        };
      };
      expect(definition.attributes.length).toBeGreaterThan(2);
      expect(body.attributes).toEqual(definition.attributes.map(expected));
      for (const attribute of body.attributes) {
        expect(attribute.type === 'complex').toBe(Object.hasOwn(attribute, 'subAttributes'));
        if (attribute.type === 'reference') expect(attribute.referenceTypes).not.toEqual([]);
      }
    });
  });

  describe('RFC 7644 4 all of them', () => {
    const endpoints = ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'];

    test.each(['/ResourceTypes', '/Schemas'])('%s refuses a filter: 403', async (path) => {
      const filtered = withQuery(path, { filter: 'name eq "User"' });
      expectRefusal(await it.client('GET', filtered), 403, undefined, /filter/);
    });

    test.each([...endpoints, '/ResourceTypes/User', `/Schemas/${USER}`])(
      '%s can only be read: 405 with Allow',
      async (path) => {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
          const answer = await it.client(method, path, method === 'DELETE' ? undefined : {});
          expectRefusal(answer, 405);
          expect(answer.headers.get('allow')).toBe('GET, HEAD');
        }
      },
    );

    test.each(endpoints)('%s ignores paging, sorting and projection', async (path) => {
      const { status, body } = await it.client('GET', path);
      expect(status).toBe(200);
      const asked = { startIndex: 2, count: 1, sortBy: 'id', attributes: 'id' };
      expect((await it.client('GET', withQuery(path, asked))).body).toEqual(body);
      const hidden = withQuery(path, { count: 'many', excludedAttributes: 'meta' });
      expect((await it.client('GET', hidden)).body).toEqual(body);
    });

    test.each([
      '/ResourceTypes/Robot',
      '/Schemas/urn:example:none',
      '/Schemas/User',
      '/ResourceTypes/__proto__',
    ])('%s: 404', async (path) => expectRefusal(await it.client('GET', path), 404));
  });
});
