import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalJson, isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { type Dialect, dialects } from '#shared/scim/dialect.ts';
import { applyPatch } from '#shared/scim/patch/apply-patch.ts';
import { splitMembers } from '#shared/scim/patch/member-change.ts';
import { parsePatch } from '#shared/scim/patch/parse-patch.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import { replaceResource } from '#shared/scim/replace-resource.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json, pollution } from '../support/json.ts';
import {
  applyInModel,
  type ModelOperation,
  type ModelUser,
  written,
} from '../support/patch-model.ts';
import { frozen, patched } from '../support/patched.ts';
import { refusal } from '../support/refusal.ts';

const text = fc.constantFrom('a', 'b', 'c');
const email = fc.record(
  { value: text, type: fc.constantFrom('work', 'home'), primary: fc.boolean() },
  { requiredKeys: ['value'] },
);
const emails = fc.array(email, { maxLength: 3 });
const type = fc.constantFrom('work', 'home');
const write = fc.constantFrom('add' as const, 'replace' as const);
const nullable = fc.option(text);
const remove = fc.constant('remove' as const);

const operation: fc.Arbitrary<ModelOperation> = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), op: write, value: nullable }),
  fc.record({ kind: fc.constant('givenName' as const), op: write, value: nullable }),
  fc.record({ kind: fc.constant('emails' as const), op: write, value: emails }),
  fc.record({ kind: fc.constantFrom('title' as const, 'givenName', 'emails'), op: remove }),
  fc.record({ kind: fc.constant('matching' as const), op: remove, type }),
  fc.record({
    kind: fc.constant('matching' as const),
    op: fc.constant('replace' as const),
    type,
    value: email,
  }),
  fc.record({ kind: fc.constant('matchingValue' as const), op: write, type, value: text }),
  fc.record({
    kind: fc.constant('matchingPrimary' as const),
    op: write,
    type,
    value: fc.boolean(),
  }),
);

test('a sequence of operations leaves what the model leaves, or fails where it fails', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.array(fc.array(operation, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
      (patches) => {
        let model: ModelUser = { userName: 'bo' };
        let current = json(model);
        for (const operations of patches) {
          const candidate = structuredClone(model);
          const failure = operations.reduce<string | undefined>(
            (failed, each) => failed ?? applyInModel(candidate, each),
            undefined,
          );
          const outcome = refusal(() => {
            current = patched(current, operations.map(written));
          });
          expect(outcome).toBe(failure ?? 'accepted');
          if (failure === undefined) model = candidate;
          expect(current).toEqual(json(model));
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
      },
    ),
    { numRuns: 1_000 },
  );
  expect([...outcomes.keys()].sort()).toEqual(['accepted', 'invalidValue', 'noTarget']);
});

const names = [
  ...['userName', 'USERNAME', 'title', 'active', 'name', 'emails', 'roles', 'addresses', 'groups'],
  ...['id', 'meta', 'schemas', 'password', 'manager', 'department', '__proto__', 'constructor'],
  ...['name.givenName', 'emails.value', 'emails[type eq "work"]', 'emails[type eq "work"].value'],
  ...['roles[primary eq "True"].value', 'addresses[type eq "x" or type pr].locality', 'members'],
  ...['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'emails[', 'x'],
  ...['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', 'value', 'type'],
];
const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string());
const leaf = fc.oneof(
  fc.constantFrom(null, true, false, '', 'True', 'work', 'x', '{"value":"Admin"}', 5, 1.5, '\0'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

/** JSON text, since only text can hold the key `__proto__` without harm. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf.map((each) => JSON.stringify(each)),
    fc.array(tie('value'), { maxLength: 3 }).map((each) => `[${each.join()}]`),
    objectText(tie('value')),
  ),
})).value;

function objectText(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc.tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom('value', 'type', 'primary', '$ref') }, name),
    value,
  );
  return fc
    .array(member, { maxLength: 4 })
    .map((members) => `{${members.map(([key, of]) => `${JSON.stringify(key)}:${of}`).join()}}`);
}

const patchOf = (place: fc.Arbitrary<string>) =>
  fc
    .array(operationOn(place), { maxLength: 3 })
    .map(
      (operations) =>
        `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[${operations.join()}]}`,
    );

const operationOn = (place: fc.Arbitrary<string>) =>
  fc
    .record({
      op: fc.constantFrom('add', 'remove', 'replace', 'Replace', 'move'),
      path: fc.option(place),
      value: jsonText,
    })
    .map(({ op, path, value }) => {
      const where = path === null ? '' : `"path":${JSON.stringify(path)},`;
      return `{"op":"${op}",${where}"value":${value}}`;
    });

const user = frozen(
  json({
    userName: 'bo',
    title: 'Boss',
    name: { givenName: 'Bo' },
    emails: [{ value: 'a@b.example', type: 'work', primary: true }, { value: 'c@d.example' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: 'm' } },
  }),
);

const refusals = [
  ...['accepted', 'invalidSyntax', 'invalidValue', 'invalidPath', 'invalidFilter', 'noTarget'],
  ...['mutability', 'payloadTooLarge'],
];

/** What is kept could as well have been sent: it is canonical, valid and complete. */
function expectValid(attributes: JsonObject): void {
  const body = Object.assign(json({}), attributes, {
    schemas: [userType.schema.id, ...userType.extensions.map(({ schema }) => schema.id)],
  });
  expect(readResource(userType, body, dialects.strict)).toEqual(attributes);
}

test.each(Object.values(dialects))(
  'whatever arrives, a PATCH leaves a valid user ($name)',
  (dialect) => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(patchOf(name), (body) => {
        const outcome = refusal(() => {
          const steps = parsePatch(userType, parseJson(body), dialect);
          const after = applyPatch(userType, user, steps, dialect, 'own');
          expectValid(after);
        });
        expect(refusals).toContain(outcome);
        expect(pollution()).toEqual([]);
        seen.add(outcome);
      }),
      { numRuns: 1_000 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(['accepted', 'invalidValue', 'invalidPath']));
  },
);

test('a PATCH that replaces whole attributes changes nothing when it is sent again', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(dialects)),
      jsonText,
      name,
      (dialect, value, path) => {
        const parsed = parseJson(value);
        const again = (current: JsonObject) =>
          patched(current, [{ op: 'replace', path, value: parsed }], dialect);
        if (path.includes('[') || refusal(() => again(user)) !== 'accepted') return;
        const once = again(user);
        expect(equalJson(again(once), once)).toBe(true);
        compared += 1;
      },
    ),
    { numRuns: 1_000 },
  );
  expect(compared).toBeGreaterThan(50);
});

const bodyText = objectText(jsonText).map(
  (body) => `{"userName":"bo","x":${body},${body.slice(1)}`,
);

test.each<Dialect>(Object.values(dialects))(
  'whatever arrives, a body is valid or refused ($name)',
  (dialect) => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(jsonText, bodyText), (given) => {
        const text = given.replace(/,}$/, '}');
        const outcome = refusal(() => {
          const body = parseJson(text);
          if (isJsonObject(body)) body['schemas'] ??= [userType.schema.id];
          expectValid(readResource(userType, body, dialect));
          expectValid(replaceResource(userType, user, body, dialect));
        });
        expect(refusals).toContain(outcome);
        expect(pollution()).toEqual([]);
        seen.add(outcome);
      }),
      { numRuns: 1_000 },
    );
    expect(seen.size).toBeGreaterThan(1);
  },
);

test('whatever arrives, a PATCH of a group is split or refused', () => {
  const seen = new Set<string>();
  const places = ['members', 'members[value eq "x"]', 'members.value', 'displayName', 'x'];
  const membership = patchOf(fc.oneof(fc.constantFrom(...places), name));
  fc.assert(
    fc.property(membership, fc.constantFrom(...Object.values(dialects)), (body, dialect) => {
      const outcome = refusal(() => {
        const { members, rest } = splitMembers(
          groupType,
          parsePatch(groupType, parseJson(body), dialect),
          dialect,
        );
        for (const each of members) {
          if (each.op === 'removeMatching') each.matches(json({ value: 'x' }));
        }
        seen.add(`${members.length > 0}`);
        applyPatch(groupType, frozen(json({ displayName: 'g' })), rest, dialect);
      });
      expect(refusals).toContain(outcome);
      expect(pollution()).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
  expect(seen).toEqual(new Set(['true', 'false']));
});
