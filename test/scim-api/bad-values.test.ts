import { beforeAll, describe, expect, test } from 'vitest';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { ENTERPRISE_USER, GROUP, USER } from '#shared/scim/messages.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';
import { isWritable, sampleValue, wrongValues } from './support/sample-value.ts';
import { storedRows } from './support/stored-rows.ts';

/** One place where a value can be wrong: the attribute, the dotted name of the place, what stands there. */
interface Place {
  readonly type: ResourceType;
  readonly attribute: Attribute;
  readonly name: string;
  readonly value: unknown;
}

const tables = (type: ResourceType) => [
  type.attributes.top,
  ...[...type.attributes.extensions.values()].map(({ attributes }) => attributes),
];

const places: readonly Place[] = [userType, groupType].flatMap((type) =>
  tables(type)
    .flatMap((table) => [...table.values()])
    .filter(({ definition }) => isWritable(definition))
    .flatMap((attribute) => placesOf(type, attribute)),
);

function placesOf(type: ResourceType, attribute: Attribute): Place[] {
  const { definition, path } = attribute;
  const place = (name: string, value: unknown): Place => ({ type, attribute, name, value });
  if (definition.type !== 'complex') {
    return wrongValues[definition.type].map((value) => place(path, value));
  }
  const whole = wrongValues.complex.map((value) => place(path, value));
  const parts = (definition.subAttributes ?? []).filter(isWritable).flatMap((sub) =>
    wrongValues[sub.type].map((wrong) => {
      const element = { ...sampleElement(definition), [sub.name]: wrong };
      return place(`${path}.${sub.name}`, definition.multiValued ? [element] : element);
    }),
  );
  return [...whole, ...parts];
}

function sampleElement(definition: AttributeDefinition): object {
  const sample: unknown = sampleValue({ ...definition, multiValued: false });
  return typeof sample === 'object' && sample !== null ? sample : {};
}

const within = ({ attribute, value }: Place) => {
  const { extension, definition } = attribute;
  return extension ? { [extension]: { [definition.name]: value } } : { [definition.name]: value };
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;
  let group: Body;
  let before: Map<string, string>;

  beforeAll(async () => {
    user = (await it.client('POST', '/Users', userBody('typed'))).body;
    group = (await it.client('POST', '/Groups', groupBody('Typed'))).body;
    before = await storedRows(it.testTable);
  });

  describe('a value of a wrong type is refused by the name of its attribute', () => {
    test('there are places for every attribute that a client may write', () => {
      expect(new Set(places.map(({ attribute }) => attribute)).size).toBe(30);
      expect(places.length).toBeGreaterThan(300);
    });

    test.each([userType, groupType])('in $name', async (type) => {
      const core = { User: [USER, ENTERPRISE_USER], Group: [GROUP] }[type.name];
      const base = { schemas: core, userName: 'wrong', displayName: 'Wrong' };
      const { userName: _, ...ofGroup } = base;
      const rest = type === userType ? base : ofGroup;
      const path = `${type.endpoint}/${type === userType ? user.id : group.id}`;
      const refuse = async (place: Place) => {
        const detail = new RegExp(`Attribute ${escaped(place.name)}[ .]|members`);
        const label = `${place.name} ${JSON.stringify(place.value)}`;
        const posted = await it.client('POST', type.endpoint, { ...rest, ...within(place) });
        expect({ label, status: posted.status }).toEqual({ label, status: 400 });
        expectRefusal(posted, 400, 'invalidValue', detail);
        const change = { op: 'replace', path: place.attribute.path, value: place.value };
        const patched = await it.client('PATCH', path, patchBody(change));
        expect({ label, status: patched.status }).toEqual({ label, status: 400 });
        expectRefusal(patched, 400, 'invalidValue', /^Operation 1: /);
        expect(patched.body.detail).toMatch(detail);
      };
      await Promise.all(places.filter((each) => each.type === type).map(refuse));
      expect(await storedRows(it.testTable)).toEqual(before);
    });
  });

  describe('odd texts are texts', () => {
    const odd = [
      'T#acme#USER#1',
      '#',
      '..',
      '%00%23',
      '\u0001\u001f\u007f',
      'line\nbreak\ttab',
      '\u{1f600}\u{1f1f8}\u{1f1ea}',
      'e\u0301',
      '\u202egnp.exe',
      '"quoted" \\ \'single\'',
      '{"json": true}',
      "'; DROP TABLE users; --",
      '<script>alert(1)</script>',
      '__proto__',
      'constructor',
      'null',
      '0',
      ' padded ',
      '漢'.repeat(4_000),
    ].map((text) => ({ text, label: JSON.stringify(text).slice(0, 40) }));

    test.each(odd)('$label comes back as it was sent, and is found', async ({ text }) => {
      const externalId = text;
      const sent = userBody(`u ${text}`.slice(0, 4_000), { externalId, displayName: text });
      const { status, body } = await it.client('POST', '/Users', sent);
      expect({ status, detail: body.detail }).toEqual({ status: 201, detail: undefined });
      expect(body).toMatchObject({ userName: sent.userName, externalId, displayName: text });
      expect((await it.client('GET', `/Users/${body.id}`)).body).toEqual(body);
      if (text.length < 1_000) {
        for (const [name, value] of [
          ['externalId', externalId],
          ['userName', sent.userName],
          ['displayName', text],
        ]) {
          const filter = `${name} eq ${JSON.stringify(value)}`;
          const found = await it.client('GET', withQuery('/Users', { filter }));
          expect({ filter, found: found.body.Resources }).toEqual({ filter, found: [body] });
        }
      }
      expect((await it.client('POST', '/Users', sent)).status).toBe(409);
      await it.client('DELETE', `/Users/${body.id}`);
    });

    test.each(odd)('a group may be called $label', async ({ text }) => {
      if (text.trim() === '') return;
      const { status, body } = await it.client('POST', '/Groups', groupBody(text, [user.id]));
      expect(status).toBe(201);
      expect(body.displayName).toBe(text);
      const { groups } = (await it.client('GET', `/Users/${user.id}`)).body;
      // A membership bears the beginning of a long name.
      const display = text.slice(0, 256);
      expect(groups).toEqual([expect.objectContaining({ value: body.id, display })]);
      await it.client('DELETE', `/Groups/${body.id}`);
    });
  });
});
