import type { Happening } from '#shared/events/catalogue.ts';
import { isHeld, stateOf } from '#shared/identity/lifecycle-state.ts';
import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { equalJson } from '#shared/kernel/json.ts';

/** What became of a user's links and of its drift, as events of their own. */
export function signInHappenings(
  before: ResourceRecord | undefined,
  after: ResourceRecord,
): Happening[] {
  const known = new Set(before?.links?.map(identityOf));
  const linked = (after.links ?? []).filter((link) => !known.has(identityOf(link)));
  return [
    ...linked.map(({ connectionId: connection, issuer }): Happening => {
      return { type: 'user.linked', data: { connection, issuer } };
    }),
    ...driftHappenings(before, after),
  ];
}

/** Of what is kept beside the attributes, the names that have changed and no event of their own. */
export function changedBeside(before: ResourceRecord, after: ResourceRecord): string[] {
  const wasLinked = new Set(before.links?.map(identityOf));
  const kept = after.links?.filter((link) => wasLinked.has(identityOf(link))) ?? [];
  const isMoved = stateOf(before) !== stateOf(after);
  const changed = {
    assignedRoles: !equalJson(before.roles, after.roles),
    invitation: before.invitedUntil !== after.invitedUntil,
    links: !equalJson(before.links ?? [], kept),
    // A move tells of itself what becomes of a plan by it.
    plannedDates: !isMoved && !equalJson(datesOf(before), datesOf(after)),
    letGo: !isMoved && before.letGoAt !== after.letGoAt,
    suspension: !isMoved && isHeld(before) !== isHeld(after),
    managed: before.unmanaged !== after.unmanaged,
  };
  return Object.entries(changed).flatMap(([name, is]) => (is ? [name] : []));
}

function datesOf({ planned, announced }: ResourceRecord) {
  return { planned: { ...planned }, announced: { ...announced } };
}

function driftHappenings(before: ResourceRecord | undefined, after: ResourceRecord): Happening[] {
  const old = driftByConnection(before);
  const fresh = driftByConnection(after);
  const connections = new Set([...old.keys(), ...fresh.keys()]);
  return [...connections].flatMap((connection): Happening[] => {
    const drifted = fresh.get(connection) ?? [];
    if (equalJson(old.get(connection) ?? [], drifted)) return [];
    return [{ type: 'user.drifted', data: { connection, drifted } }];
  });
}

function driftByConnection(record: ResourceRecord | undefined): Map<string, string[]> {
  const byConnection = Map.groupBy(record?.drift ?? [], ({ connectionId }) => connectionId);
  const names = ([id, drift]: readonly [string, readonly { attribute: string }[]]) =>
    [id, drift.map(({ attribute }) => attribute).sort()] as const;
  return new Map([...byConnection].map(names));
}

function identityOf({ issuer, subject }: Link): string {
  return JSON.stringify([issuer, subject]);
}
