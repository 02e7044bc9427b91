import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { expectedValue, generatedValue, type Targets } from './support/generated-value.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import {
  bodyOf,
  type Place,
  type PublishedAttribute,
  type PublishedType,
  publishedType,
  valueAt,
} from './support/published-type.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

const isWritable = ({ mutability }: PublishedAttribute) => mutability !== 'readOnly';

/** Paths of the parts of an attribute; of its values those with this `value`, or all of them. */
function partsOf({ attribute, path }: Place, value: unknown): [string, PublishedAttribute][] {
  const [first] = [value].flat();
  const { value: significant } = Object(first);
  const filter =
    attribute.multiValued && typeof significant === 'string'
      ? `[value eq ${JSON.stringify(significant)}]`
      : '';
  return (attribute.subAttributes ?? []).map((sub) => [`${path}${filter}.${sub.name}`, sub]);
}

const partAt = (value: unknown, { name }: PublishedAttribute): unknown =>
  Object([value].flat()[0])[name];

inEachDialect(['strict', 'lenient'], (it) => {
  const targets: Record<string, Targets[string]> = {};

  beforeAll(async () => {
    for (const [type, sent] of [
      ['User', userBody('target')],
      ['Group', groupBody('Target')],
    ] as const) {
      const { body } = await it.client('POST', `/${type}s`, sent);
      targets[type] = { value: body.id, $ref: body.meta.location };
    }
  });

  describe.each(['User', 'Group'])('RFC 7643 7: a %s made of what /Schemas says', (name) => {
    let type: PublishedType;
    let required: [Place, unknown][];
    let resource: Body;

    const valuesOf = (places: readonly Place[], n: number) =>
      places.map((place) => [place, generatedValue(place.attribute, targets, n)] as const);

    const expectShown = (shown: Body, values: Iterable<readonly [Place, unknown]>) => {
      for (const [place, sent] of values) {
        const expected = expectedValue(place.attribute, sent);
        if (!isWritable(place.attribute)) expect(valueAt(shown, place)).not.toEqual(sent);
        else expect([place.path, valueAt(shown, place)]).toEqual([place.path, expected]);
      }
    };

    const patched = async (operation: object): Promise<Answer> => {
      const answer = await it.client(
        'PATCH',
        `${type.endpoint}/${resource.id}`,
        patchBody(operation),
      );
      if (answer.status !== 204) return answer;
      return { ...(await it.client('GET', `${type.endpoint}/${resource.id}`)), status: 200 };
    };

    beforeAll(async () => {
      type = await publishedType(it.client, name);
      required = valuesOf(
        type.places.filter((place) => place.attribute.required),
        5,
      ).map(([place, value]) => [place, `${value} ${name}`]);
      resource = (await it.client('POST', type.endpoint, bodyOf(type, required))).body;
      expect(type.places.length).toBeGreaterThan(2);
      expect(required).toHaveLength(1);
    });

    test('comes back by its rules from POST, GET, PUT, a query and a search', async () => {
      const values = valuesOf(type.places, 1);
      const posted = await it.client('POST', type.endpoint, bodyOf(type, values));
      expect(posted).toMatchObject({ status: 201 });
      expectShown(posted.body, values);
      const path = `${type.endpoint}/${posted.body.id}`;
      expect((await it.client('GET', path)).body).toEqual(posted.body);
      const filter = `id eq "${posted.body.id}"`;
      const found = await it.client('GET', withQuery(type.endpoint, { filter }));
      expect(found.body.Resources).toEqual([posted.body]);

      const others = valuesOf(type.places, 2);
      const replaced = await it.client('PUT', path, bodyOf(type, others));
      expect(replaced.status).toBe(200);
      expectShown(replaced.body, others);
      expect((await it.client('GET', path)).body).toEqual(replaced.body);

      const bare = await it.client('PUT', path, bodyOf(type, required.map(renamed)));
      const left = Object.keys(bare.body).toSorted();
      const names = required.map(([{ attribute }]) => attribute.name);
      const always = ['schemas', 'id', 'meta', ...(name === 'User' ? ['active', 'groups'] : [])];
      expect(new Set([...always, ...names])).toEqual(new Set([...left, ...always]));
      await it.client('DELETE', path);
    });

    const renamed = ([place, value]: readonly [Place, unknown]) =>
      [place, `${value} again`] as const;

    test('each attribute can be added, replaced and removed by its path', async () => {
      const places = type.places.filter(({ attribute }) => isWritable(attribute));
      expect(places.length).toBeGreaterThan(2);
      for (const place of places) {
        const { attribute, path } = place;
        for (const [op, n] of [
          ['add', 3],
          ['replace', 4],
        ] as const) {
          const value = generatedValue(attribute, targets, n);
          const { status, body } = await patched({ op, path, value });
          expect({ op, path, status }).toEqual({ op, path, status: 200 });
          expectShown(body, [[place, value]]);
        }
        const removed = await patched({ op: 'remove', path });
        if (attribute.required) expectRefusal(removed, 400, 'mutability');
        else expect([path, valueAt(removed.body, place)]).toEqual([path, undefined]);
      }
    });

    test('each part of an attribute can be added, replaced and removed by its path', async () => {
      const places = type.places.filter(
        ({ attribute }) => isWritable(attribute) && attribute.subAttributes,
      );
      expect(places).not.toEqual([]);
      for (const place of places) {
        const whole = generatedValue(place.attribute, targets, 2);
        await patched({ op: 'replace', path: place.path, value: whole });
        for (const [path, sub] of partsOf(place, whole).filter(
          ([, { name }]) => name !== 'value',
        )) {
          const value = generatedValue(sub, targets, 5);
          const answer = await patched({ op: 'replace', path, value });
          if (sub.mutability !== 'readWrite') {
            expectRefusal(answer, 400, 'mutability');
            continue;
          }
          expect([path, partAt(valueAt(answer.body, place), sub)]).toEqual([path, value]);
          const removed = await patched({ op: 'remove', path });
          expect([path, partAt(valueAt(removed.body, place), sub)]).toEqual([path, undefined]);
          const added = await patched({ op: 'add', path, value });
          expect([path, partAt(valueAt(added.body, place), sub)]).toEqual([path, value]);
        }
        await patched({ op: 'remove', path: place.path });
      }
    });

    test('what is readOnly is refused by its path', async () => {
      for (const { attribute, path } of type.places.filter(
        (place) => !isWritable(place.attribute),
      )) {
        const value = generatedValue(attribute, targets, 1);
        for (const operation of [
          { op: 'add', value },
          { op: 'replace', value },
          { op: 'remove' },
        ]) {
          expectRefusal(await patched({ ...operation, path }), 400, 'mutability');
        }
      }
    });

    test('what is never returned is not shown, asked for or found', async () => {
      const hidden = type.places.filter(({ attribute }) => attribute.returned === 'never');
      expect(hidden.map(({ path }) => path)).toEqual(name === 'User' ? ['password'] : []);
      for (const { attribute, path } of hidden) {
        const value = generatedValue(attribute, targets, 1);
        const set = await patched({ op: 'add', path, value });
        expect([set.status, set.body[path]]).toEqual([200, undefined]);
        const asked = `${type.endpoint}/${resource.id}?attributes=${path}`;
        expect((await it.client('GET', asked)).body[path]).toBeUndefined();
        const filter = `${path} eq ${JSON.stringify(value)}`;
        const filtered = await it.client('GET', withQuery(type.endpoint, { filter }));
        expectRefusal(filtered, 400, 'invalidFilter');
      }
    });

    test('what is unique is so without regard to case unless it is caseExact', async () => {
      const unique = type.places.filter(({ attribute }) => attribute.uniqueness !== 'none');
      expect(unique).not.toEqual([]);
      for (const place of unique) {
        const value = `Unique ${place.path}`;
        const post = (n: number, said: string) => {
          const others = required.map(
            ([each, text]) => [each, `${text} ${place.path} ${n}`] as const,
          );
          return it.client('POST', type.endpoint, bodyOf(type, [...others, [place, said]]));
        };
        expect((await post(1, value)).status).toBe(201);
        expectRefusal(await post(2, value), 409, 'uniqueness');
        const lower = await post(3, value.toLowerCase());
        expect([place.path, lower.status]).toEqual([
          place.path,
          place.attribute.caseExact ? 201 : 409,
        ]);
      }
    });
  });
});
