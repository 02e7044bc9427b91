import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ROLES } from '#shared/identity/role-name.ts';
import { type Granted, grantRoles, type Verdict } from '#shared/sessions/roles/grant-roles.ts';
import type { RoleRule } from '#shared/sessions/roles/role-rules.ts';

interface Judged {
  readonly rule: RoleRule;
  readonly holds: boolean;
}

const role = fc.constantFrom<string>('admin', 'auditor', 'editor', 'reader', 'support');
const roles = fc.uniqueArray(role, { maxLength: 3 });
const judged = fc.record({
  rule: fc.record({
    when: fc.constant({ connection: 'c' }),
    grant: roles,
    deny: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, roles),
    stop: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
  }),
  holds: fc.boolean(),
});
const list = fc.array(judged, { maxLength: 8 });

const because = [{ kind: 'connection' as const, id: 'c' }];

const assignment = (role: string) => ({ role, source: 'admin' as const, by: 'admin-api', at: '' });

function granted(assigned: readonly string[], all: readonly Judged[]): Granted {
  const verdicts = new Map<RoleRule, Verdict>(
    all.map(({ rule, holds }) => [rule, holds ? because : undefined]),
  );
  return grantRoles(
    assigned.map(assignment),
    all.map(({ rule }) => rule),
    (rule) => verdicts.get(rule),
  );
}

/** As an administrator would work it out on paper. */
function onPaper(assigned: readonly string[], all: readonly Judged[]): string[] {
  const end = all.findIndex(({ rule, holds }) => holds && rule.stop);
  const counted = (end < 0 ? all : all.slice(0, end + 1)).filter(({ holds }) => holds);
  const denied = counted.flatMap(({ rule }) => rule.deny ?? []);
  const all_ = [...assigned, ...counted.flatMap(({ rule }) => rule.grant ?? [])];
  return [...new Set(all_)].filter((one) => !denied.includes(one)).sort();
}

describe('roles', () => {
  test('are those that were assigned, and those of the rules that hold, but for what one of these denies', () => {
    fc.assert(
      fc.property(roles, list, (assigned, all) => {
        expect(granted(assigned, all).roles).toEqual(onPaper(assigned, all));
      }),
      { numRuns: 1_000 },
    );
  });

  test('do not change when they are assigned once more, or a rule is there twice', () => {
    fc.assert(
      fc.property(roles, list, (assigned, all) => {
        const once = granted(assigned, all).roles;
        const open = onPaper(assigned, all).filter((one) => !assigned.includes(one));
        expect(granted([...assigned, ...open], all).roles).toEqual(once);
        const twice = all.flatMap((one) => [one, { ...one, rule: { ...one.rule } }]);
        expect(granted(assigned, twice).roles).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  test('are each explained, and nothing is explained that is neither given nor taken', () => {
    fc.assert(
      fc.property(roles, list, (assigned, all) => {
        const result = granted(assigned, all);
        const of = (effect: string) =>
          result.why.filter((one) => one.effect === effect).map((one) => one.role);
        const without = new Set(of('denied'));
        const left = new Set(of('granted').filter((one) => !without.has(one)));
        expect([...left].sort()).toEqual(result.roles);
      }),
      { numRuns: 500 },
    );
  });

  test('beyond a hundred are left away, the last first, and said to be', () => {
    const many = Array.from({ length: MAX_ROLES + 5 }, (_, n) => `role-${n}`);
    const all = [0, 20, 40, 60, 80, 100].map((start) => ({
      rule: { when: {}, grant: many.slice(start, start + 20) },
      holds: true,
    }));
    const { roles: kept, why } = granted(['assigned'], all);
    expect(kept).toHaveLength(MAX_ROLES);
    expect(kept).toContain('assigned');
    const over = why.filter(({ effect }) => effect === 'overLimit').map((one) => one.role);
    expect(over).toEqual(many.slice(MAX_ROLES - 1));
  });

  test('a rule that cannot be judged grants nothing, ends nothing and denies what it denies', () => {
    const rule = { when: {}, grant: ['admin'], deny: ['editor'], stop: true };
    const next = { when: {}, grant: ['reader'] };
    const result = grantRoles([assignment('editor')], [rule, next], (one) =>
      one === rule ? 'unreadable' : because,
    );
    expect(result.roles).toEqual(['reader']);
    expect(result.why).toContainEqual({
      role: 'editor',
      effect: 'denied',
      by: { kind: 'rule', rule: 1, reasons: 'unreadable' },
    });
  });
});
