import { alignColumns } from '#functions/cli/align-columns.ts';
import type { ReasonAnswer } from '#shared/admin/condition-contract.ts';
import type { RolesAnswer } from '#shared/admin/role-contract.ts';

type Explained = RolesAnswer['why'][number];

/** The roles of a user and where each comes from, for people. */
export function shownRoles({ roles, why }: RolesAnswer): string {
  const rows = why.map((one) => [one.role, effects[one.effect] ?? one.effect, shownSource(one)]);
  const list = `Roles: ${roles.length === 0 ? 'none' : roles.join(', ')}`;
  if (rows.length === 0) return list;
  return `${alignColumns([['ROLE', 'EFFECT', 'BY'], ...rows])}\n${list}`;
}

const effects: Readonly<Record<string, string>> = { overLimit: 'beyond the limit' };

function shownSource({ by }: Explained): string {
  if (by.kind === 'assignment') return `assigned by ${by.source} ${by.id}`;
  const rule = `rule ${by.rule}${by.name === undefined ? '' : ` (${by.name})`}`;
  if (by.reasons === 'unreadable') return `${rule}: its filter fits the schemas no longer`;
  return `${rule}: ${by.reasons.map(shownReason).join(', ')}`;
}

function shownReason(reason: ReasonAnswer): string {
  switch (reason.kind) {
    case 'group':
      return `${reason.membership} member of ${reason.name}`;
    case 'attributes':
      return `by ${reason.names?.join(' and ')}`;
    case 'connection':
      return `signs in by ${reason.id}`;
    case 'claimedGroup':
      return `${reason.connection} says ${reason.value}`;
    default:
      return reason.kind;
  }
}
