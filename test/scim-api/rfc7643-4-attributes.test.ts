import { describe, expect, test } from 'vitest';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { ENTERPRISE_USER, GROUP, USER } from '#shared/scim/messages.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import type { Body } from '../support/world.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchBody, withQuery } from './support/request-bodies.ts';
import { isWritable, sampleValue } from './support/sample-value.ts';

/** What the server assigns, or keeps beside the attributes, has claims of its own elsewhere. */
const APART = ['schemas', 'id', 'meta', 'groups', 'members', 'password'];
/** What a resource cannot be without. */
const REQUIRED = ['userName', 'displayName'];

const rows = (type: ResourceType) => [
  ...type.attributes.top.values(),
  ...[...type.attributes.extensions.values()].flatMap(({ attributes }) => [...attributes.values()]),
];
const tested = (type: ResourceType) =>
  rows(type).filter(({ definition }) => !APART.includes(definition.name));

/** `{ name: value }`, inside its extension where it has one. */
const at = ({ extension, definition: { name } }: Attribute, value: unknown) =>
  extension ? { [extension]: { [name]: value } } : { [name]: value };

const valueAt = (body: Body, { extension, definition: { name } }: Attribute) =>
  extension ? body[extension]?.[name] : body[name];

const minimal: Record<string, object> = {
  User: { schemas: [USER, ENTERPRISE_USER], userName: 'minimal' },
  Group: { schemas: [GROUP], displayName: 'Minimal' },
};

/** Paths by which a filter reaches the parts of an attribute, with a value that each must equal. */
function leaves(
  definition: AttributeDefinition,
  path: string,
  value: unknown,
): [string, unknown][] {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (definition.type !== 'complex') return [[path, first]];
  return (definition.subAttributes ?? [])
    .filter(isWritable)
    .map((sub) => [`${path}.${sub.name}`, (first as Body)[sub.name]]);
}

describe('the schema table', () => {
  test('holds all that RFC 7643 4.1, 4.2 and 4.3 define', () => {
    expect(rows(userType).map(({ path }) => path.replace(`${ENTERPRISE_USER}:`, ''))).toEqual(
      expect.arrayContaining([
        ...['userName', 'name', 'displayName', 'nickName', 'profileUrl', 'title', 'userType'],
        ...['preferredLanguage', 'locale', 'timezone', 'active', 'password', 'emails'],
        ...['phoneNumbers', 'ims', 'photos', 'addresses', 'groups', 'entitlements', 'roles'],
        ...['x509Certificates', 'employeeNumber', 'costCenter', 'organization', 'division'],
        ...['department', 'manager', 'id', 'externalId', 'meta', 'schemas'],
      ]),
    );
    expect(rows(userType)).toHaveLength(31);
    expect(
      rows(groupType)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['displayName', 'externalId', 'id', 'members', 'meta', 'schemas'].toSorted());
    expect(tested(userType).length + tested(groupType).length).toBe(26 + 2);
  });
});

inEachDialect(['strict', 'lenient'], (it) => {
  describe.each([userType, groupType])('RFC 7643 4: $name', (type) => {
    test('everything at once goes in and comes out', async () => {
      const attributes = tested(type).filter(({ definition }) => isWritable(definition));
      const sent: Body = { ...minimal[type.name] };
      for (const attribute of attributes) {
        const { extension, definition } = attribute;
        const value = sampleValue(definition);
        if (extension) sent[extension] = { ...sent[extension], [definition.name]: value };
        else sent[definition.name] = value;
      }
      const posted = await it.client('POST', type.endpoint, sent);
      expect(posted.status).toBe(201);
      const { id, meta: _, ...rest } = posted.body;
      expect(rest).toEqual(sent);
      const path = `${type.endpoint}/${id}`;
      expect((await it.client('GET', path)).body).toEqual(posted.body);
      const put = await it.client('PUT', path, sent);
      expect(put.headers.get('etag')).toBe('W/"1"');
      expect(put.body).toEqual(posted.body);
      await it.client('DELETE', path);
    });

    test.each(tested(type))(
      '$path: written, read, found, shown, hidden, removed',
      async (attribute) => {
        const { definition } = attribute;
        const [first, second] = [sampleValue(definition), sampleValue(definition, 4)];
        const sent = { ...minimal[type.name], ...at(attribute, first) };
        const posted = await it.client('POST', type.endpoint, sent);
        expect(posted.status).toBe(201);
        expect(valueAt(posted.body, attribute)).toEqual(first);
        const path = `${type.endpoint}/${posted.body.id}`;

        for (const [name, value] of leaves(definition, attribute.path, first)) {
          const filter = `${name} eq ${JSON.stringify(value)}`;
          const found = await it.client('GET', withQuery(type.endpoint, { filter }));
          expect({ filter, found: found.body.Resources }).toEqual({ filter, found: [posted.body] });
          const shown = await it.client('GET', withQuery(path, { attributes: name }));
          const parts = [valueAt(shown.body, attribute)].flat();
          const [part] = definition.type === 'complex' ? parts.flatMap(Object.values) : parts;
          expect(part).toEqual(value);
        }
        const shown = await it.client('GET', withQuery(path, { attributes: attribute.path }));
        const { schemas, id } = posted.body;
        expect(shown.body).toEqual({ schemas, id, ...at(attribute, first) });
        const hidden = await it.client(
          'GET',
          withQuery(path, { excludedAttributes: attribute.path }),
        );
        expect(valueAt(hidden.body, attribute)).toBeUndefined();
        expect(hidden.body.meta).toEqual(posted.body.meta);

        const replace = patchBody({ op: 'replace', path: attribute.path, value: second });
        const patched = await it.client('PATCH', `${path}?attributes=${attribute.path}`, replace);
        expect(valueAt(patched.body, attribute)).toEqual(second);
        const put = await it.client('PUT', path, { ...sent, ...at(attribute, first) });
        expect(valueAt(put.body, attribute)).toEqual(first);
        if (!REQUIRED.includes(definition.name) && definition.name !== 'active') {
          const remove = patchBody({ op: 'remove', path: attribute.path });
          await it.client('PATCH', path, remove);
          expect(valueAt((await it.client('GET', path)).body, attribute)).toBeUndefined();
        }
        await it.client('DELETE', path);
      },
    );
  });
});
