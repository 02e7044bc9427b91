import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { listResponse } from '#shared/scim/messages.ts';
import { represent } from '#shared/scim/represent.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json } from './support/json.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const known = {
  id: '0190 a',
  version: 3,
  created: '2024-01-01T00:00:00.000Z',
  lastModified: '2024-01-02T00:00:00.000Z',
  baseUrl: 'https://example.com/scim/v2',
};

describe('RFC 7643 3: a resource', () => {
  test('schemas are the core schema and the extensions in use', () => {
    const plain = represent(userType, { ...known, attributes: json({ userName: 'bo' }) });
    expect(plain['schemas']).toEqual([userType.schema.id]);
    const attributes = json({ userName: 'bo', [ENTERPRISE]: { department: 'x' } });
    const extended = represent(userType, { ...known, attributes });
    expect(extended['schemas']).toEqual([userType.schema.id, ENTERPRISE]);
  });

  test('meta, groups and attributes', () => {
    const shown = represent(userType, {
      ...known,
      attributes: json({ userName: 'bo', externalId: 'e' }),
      groups: [
        { value: 'g1', display: 'Sales', type: 'direct' },
        { value: 'g2', type: 'indirect' },
      ],
    });
    expect(shown).toEqual({
      schemas: [userType.schema.id],
      id: '0190 a',
      externalId: 'e',
      userName: 'bo',
      groups: [
        {
          value: 'g1',
          $ref: 'https://example.com/scim/v2/Groups/g1',
          display: 'Sales',
          type: 'direct',
        },
        { value: 'g2', $ref: 'https://example.com/scim/v2/Groups/g2', type: 'indirect' },
      ],
      meta: {
        resourceType: 'User',
        created: '2024-01-01T00:00:00.000Z',
        lastModified: '2024-01-02T00:00:00.000Z',
        location: 'https://example.com/scim/v2/Users/0190%20a',
        version: 'W/"3"',
      },
    });
  });

  test('members, and none when there are none', () => {
    const attributes = json({ displayName: 'g' });
    const members = [{ value: 'u', type: 'User' as const, display: 'U' }, { value: 'x' }];
    expect(represent(groupType, { ...known, attributes, members })['members']).toEqual([
      { value: 'u', $ref: 'https://example.com/scim/v2/Users/u', display: 'U', type: 'User' },
      { value: 'x' },
    ]);
    expect(represent(groupType, { ...known, attributes, members: [] })).not.toHaveProperty(
      'members',
    );
  });

  test('attributes are shared, not written to', () => {
    const attributes = Object.freeze(json({ userName: 'bo', emails: [{ value: 'x' }] }));
    expect(represent(userType, { ...known, attributes })['emails']).toBe(attributes['emails']);
  });

  test('can be filtered as it is', () => {
    const shown = represent(userType, { ...known, attributes: json({ userName: 'bo' }) });
    const text =
      'meta.version eq "W/\\"3\\"" and id eq "0190 a" and schemas pr and meta.created lt "2025-01-01T00:00:00Z"';
    expect(compileFilter(userType, parseFilter(text, dialects.strict))(shown)).toBe(true);
  });
});

describe('RFC 7644 3.4.2: a ListResponse', () => {
  test('by index', () => {
    const page = listResponse({ totalResults: 9, startIndex: 3, resources: [json({ id: '1' })] });
    expect(page).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 9,
      startIndex: 3,
      itemsPerPage: 1,
      Resources: [{ id: '1' }],
    });
  });

  test('by cursor (RFC 9865 2)', () => {
    const page = listResponse({
      totalResults: 9,
      resources: [],
      nextCursor: 'n',
      previousCursor: 'p',
    });
    expect(page).toMatchObject({ nextCursor: 'n', previousCursor: 'p', itemsPerPage: 0 });
    expect(page).not.toHaveProperty('startIndex');
  });
});
