import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonValue, parseJson } from '#shared/kernel/json.ts';
import { parseResourceType } from '#shared/scim/custom/parse-resource-type.ts';
import { parseSchema } from '#shared/scim/custom/parse-schema.ts';
import { renderSchema } from '#shared/scim/discovery.ts';
import { enterpriseUserSchema } from '#shared/scim/schemas/enterprise-user.ts';
import { exampleText, problemOf, schemaExample, uploaded } from './support/declared.ts';

const ID = 'urn:example:2.0:Thing';
const withAttributes = (...attributes: unknown[]) => uploaded({ id: ID, attributes });

describe('an uploaded schema', () => {
  test('has the defaults of RFC 7643 section 2.2', () => {
    const { attributes, ...schema } = parseSchema(withAttributes({ name: 'color' }));
    expect(schema).toEqual({ id: ID, name: ID, description: '' });
    expect(attributes).toEqual([
      {
        name: 'color',
        type: 'string',
        multiValued: false,
        description: '',
        required: false,
        caseExact: false,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'none',
      },
    ]);
  });

  test('says of references and binaries that they are case exact, and never shows what is writeOnly', () => {
    const { attributes } = parseSchema(
      withAttributes(
        { name: 'site', type: 'reference', caseExact: false, referenceTypes: ['external'] },
        { name: 'key', type: 'binary' },
        { name: 'word', mutability: 'writeOnly' },
      ),
    );
    expect(attributes).toMatchObject([
      { caseExact: true, referenceTypes: ['external'] },
      { caseExact: true },
      { returned: 'never' },
    ]);
  });

  test.each(['badge-schema', 'device-schema'])('%s comes back as it was put', (name) => {
    const schema = schemaExample(name);
    const again = parseSchema(uploaded(renderSchema(schema, 'https://example.com')));
    expect(again).toEqual(schema);
  });

  test('may be one that Rollcall itself shows', () => {
    const id = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';
    const shown = renderSchema({ ...enterpriseUserSchema, id }, 'https://example.com');
    expect(parseSchema(uploaded(shown)).attributes).toEqual(enterpriseUserSchema.attributes);
  });

  test('names its members in any case', () => {
    const document = uploaded({ ID, ATTRIBUTES: [{ Name: 'color', MULTIVALUED: true }] });
    expect(parseSchema(document).attributes).toMatchObject([{ name: 'color', multiValued: true }]);
  });
});

describe('a schema is refused, and told exactly where', () => {
  const sub = (...subAttributes: unknown[]) =>
    withAttributes({ name: 'a' }, { name: 'b', type: 'complex', subAttributes });
  const many = Array.from({ length: 101 }, (_, n) => ({ name: `a${n}` }));

  test.each<[string, JsonValue]>([
    ['body: must be a JSON object', []],
    ['id: is missing', uploaded({ attributes: [{ name: 'a' }] })],
    ['id: must be a string', uploaded({ id: 5, attributes: [{ name: 'a' }] })],
    ['id: must be a URN', uploaded({ id: 'https://example.com/a', attributes: [{ name: 'a' }] })],
    ['id: must be a URN', uploaded({ id: 'urn:example:a[b]', attributes: [{ name: 'a' }] })],
    ['id: must not exceed 200', uploaded({ id: `urn:example:${'a'.repeat(200)}` })],
    [
      'id: is in a namespace of the RFCs',
      uploaded({ id: 'URN:ietf:params:scim:schemas:core:2.0:User', attributes: [{ name: 'a' }] }),
    ],
    ['schemas: must name urn:ietf', uploaded({ schemas: ['urn:x:y'], id: ID })],
    ['colour: is not one of schemas, id', uploaded({ id: ID, colour: 1 })],
    ['attributes: must have at least one', uploaded({ id: ID })],
    ['attributes: must be an array', uploaded({ id: ID, attributes: {} })],
    ['attributes: must not have more than 100', withAttributes(...many)],
    ['attributes[0]: must be a JSON object', withAttributes('color')],
    ['attributes[1].name: is missing', withAttributes({ name: 'a' }, {})],
    ['attributes[0].name: must begin with a letter', withAttributes({ name: '1st' })],
    ['attributes[0].name: must begin with a letter', withAttributes({ name: '__proto__' })],
    ['attributes[0].name: must begin with a letter', withAttributes({ name: 'a.b' })],
    ['attributes[0].name: must begin with a letter', withAttributes({ name: '$ref' })],
    ['attributes[0].name: must not exceed 64', withAttributes({ name: 'a'.repeat(65) })],
    ['attributes[0].name: externalId is a name', withAttributes({ name: 'EXTERNALID' })],
    ['attributes[1].name: members is a name', withAttributes({ name: 'a' }, { name: 'members' })],
    [
      'attributes[2].name: is that of attributes[0]',
      withAttributes({ name: 'a' }, { name: 'b' }, { name: 'A' }),
    ],
    ['attributes[0].type: must be one of string', withAttributes({ name: 'a', type: 'text' })],
    ['attributes[0].multiValued: must be true', withAttributes({ name: 'a', multiValued: 'yes' })],
    ['attributes[0].mutabilty: is not one of', withAttributes({ name: 'a', mutabilty: 'x' })],
    ['attributes[0].mutability: must be one', withAttributes({ name: 'a', mutability: 'x' })],
    [
      'attributes[0].returned: must be never',
      withAttributes({ name: 'a', mutability: 'writeOnly', returned: 'default' }),
    ],
    [
      'attributes[0].canonicalValues[1]: must be a string',
      withAttributes({ name: 'a', canonicalValues: ['x', 1] }),
    ],
    [
      'attributes[0].referenceTypes: is only for',
      withAttributes({ name: 'a', referenceTypes: ['User'] }),
    ],
    [
      'attributes[0].subAttributes: is only for',
      withAttributes({ name: 'a', type: 'string', subAttributes: [{ name: 'b' }] }),
    ],
    ['attributes[1].subAttributes: must have', sub()],
    ['attributes[1].subAttributes[0].type: cannot be', sub({ name: 'c', type: 'complex' })],
    [
      'attributes[1].subAttributes[1].type: cannot be',
      sub({ name: 'c' }, { name: 'd', subAttributes: [{ name: 'e' }] }),
    ],
    ['attributes[1].subAttributes[0].type: must be one', sub({ name: 'c', type: 'x' })],
    ['attributes[1].subAttributes[1].name: is that', sub({ name: 'c' }, { name: 'C' })],
    [
      'attributes[1].subAttributes[0].uniqueness: must',
      sub({ name: 'value', uniqueness: 'server' }),
    ],
    ...[{ type: 'integer' }, { multiValued: true }, { mutability: 'writeOnly' }].map(
      (rest) =>
        [
          'attributes[0].uniqueness: must be none',
          withAttributes({ name: 'a', uniqueness: 'server', ...rest }),
        ] satisfies [string, JsonValue],
    ),
  ])('%s', (problem, document) => {
    expect(problemOf(() => parseSchema(document))).toContain(`invalidValue ${problem}`);
  });
});

describe('an uploaded resource type', () => {
  const type = (rest: object) =>
    uploaded({ name: 'Device', endpoint: '/Devices', schema: ID, ...rest });

  test('has extensions, and a slash before its endpoint', () => {
    const schemaExtensions = [{ schema: 'urn:example:a', required: true }];
    expect(parseResourceType(type({ endpoint: 'Devices', schemaExtensions }))).toEqual({
      type: { name: 'Device', endpoint: '/Devices', description: '', schema: ID },
      extensions: [{ resourceType: 'Device', schema: 'urn:example:a', required: true }],
    });
  });

  test.each<[string, object]>([
    ['name: is missing', { name: undefined }],
    ['name: must begin with a letter', { name: 'A/B' }],
    ['name: must begin with a letter', { name: 'A#B' }],
    ['name: USER is taken', { name: 'USER' }],
    ['id: must be the name, Device', { id: 'device' }],
    ['endpoint: must begin with a letter', { endpoint: '/a/b' }],
    ['endpoint: must begin with a letter', { endpoint: '/.search' }],
    ...[
      [
        '/Users',
        '/groups',
        '/Me',
        '/BULK',
        '/Schemas',
        'ResourceTypes',
        '/ServiceProviderConfig',
        '/AsyncRequests',
      ],
    ]
      .flat()
      .map(
        (endpoint) => [`endpoint: ${endpoint} is taken`, { endpoint }] satisfies [string, object],
      ),
    ['schema: must be a URN', { schema: 'Device' }],
    ['schemaExtensions[0].schema: is missing', { schemaExtensions: [{}] }],
    [
      'schemaExtensions[0].required: must be true or false',
      { schemaExtensions: [{ schema: 'urn:example:a', required: 'no' }] },
    ],
    ['schemas: must name', { schemas: [ID] }],
  ])('is refused: %s', (problem, rest) => {
    expect(problemOf(() => parseResourceType(type(rest)))).toContain(`invalidValue ${problem}`);
  });
});

describe('whatever is uploaded', () => {
  const name = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'value', '$ref', 'a'),
    fc.string({ maxLength: 6 }),
  );
  const characteristic = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('complex', true));
  const { attribute } = fc.letrec((tie) => ({
    attribute: fc.record(
      {
        name,
        type: fc.oneof(fc.constantFrom('string', 'complex', 'boolean'), fc.jsonValue()),
        multiValued: fc.oneof(fc.boolean(), characteristic),
        uniqueness: fc.oneof(fc.constantFrom('none', 'server'), characteristic),
        subAttributes: fc.oneof(
          { maxDepth: 4 },
          fc.array(tie('attribute'), { maxLength: 3 }),
          characteristic,
        ),
      },
      { requiredKeys: ['name'] },
    ),
  }));
  const plain = fc.record({
    name: fc.stringMatching(/^[b-z][a-z0-9]{0,5}$/),
    type: fc.constantFrom('string', 'boolean', 'integer'),
    multiValued: fc.boolean(),
  });
  const sound = { minLength: 1, maxLength: 4, selector: ({ name: own }: { name: string }) => own };
  const document = fc.oneof(
    fc.jsonValue(),
    fc.record({ id: fc.constant(ID), attributes: fc.uniqueArray(plain, sound) }),
    fc.record({ id: fc.constant(ID), attributes: fc.array(attribute, { maxLength: 4 }) }),
  );

  test('is read or refused, and touches nothing else', () => {
    const prototype = Object.getOwnPropertyNames(Object.prototype).sort();
    let read = 0;
    fc.assert(
      fc.property(document, (value) => {
        try {
          const schema = parseSchema(parseJson(JSON.stringify(value)));
          read += 1;
          expect(parseSchema(uploaded(renderSchema(schema, '')))).toEqual(schema);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(error.code).toBe('invalidValue');
        }
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(50);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototype);
  });

  test('has an attribute called constructor like any other', () => {
    const text = exampleText('badge-schema').replace('"notes"', '"constructor"');
    const { attributes } = parseSchema(parseJson(text));
    expect(attributes.map((each) => each.name)).toContain('constructor');
  });
});
