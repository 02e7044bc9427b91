import { describe, expect, it } from 'vitest';
import type { Looking } from './what-fails.ts';

/** What the templates permit; for the one file that synthesises them. */
export function everyPermission({ all }: Pick<Looking, 'all'>): void {
  describe('every permission', () => {
    const statements = all('AWS::IAM::Policy').flatMap(([id, { PolicyDocument }]) => {
      const { Statement } = JSON.parse(JSON.stringify(PolicyDocument));
      return [Statement].flat().map((statement) => ({ id, ...statement }));
    });

    it('names its actions', () => {
      expect(statements.length).toBeGreaterThan(0);
      for (const { id, Effect, Action } of statements) {
        expect(Effect, id).toBe('Allow');
        expect(JSON.stringify(Action), id).not.toContain('*');
      }
    });

    it('names its resources, but for X-Ray, which has none', () => {
      for (const { id, Action, Resource } of statements) {
        const tracing = [Action].flat().every((action) => String(action).startsWith('xray:'));
        if (!tracing) expect(JSON.stringify(Resource), id).not.toContain('*');
      }
    });

    it('is written here, not in a managed policy', () => {
      for (const [id, role] of all('AWS::IAM::Role')) {
        expect(role, id).not.toHaveProperty('ManagedPolicyArns');
      }
    });

    it('lets only relay and reconciler publish, and the relay touch no items but its log', () => {
      const publishing = statements.filter(({ Action }) =>
        [Action].flat().includes('events:PutEvents'),
      );
      expect(publishing.map(({ id }) => id)).toEqual([
        expect.stringMatching(/^Relay/),
        expect.stringMatching(/^Reconciler/),
      ]);
      const touching = statements.filter(
        ({ id, Action }) =>
          id.startsWith('Relay') &&
          /dynamodb:(Get|Put|Update|Delete|Batch|Query)(Item|Write|")/.test(JSON.stringify(Action)),
      );
      expect(touching).toEqual([
        expect.objectContaining({
          Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#PUBLISHED'] } },
        }),
      ]);
    });
  });
}
