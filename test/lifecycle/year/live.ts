import type { LifecycleState } from '#shared/identity/lifecycle-state.ts';
import { setState } from '#shared/identity/set-state.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { undoPerson } from '#shared/lifecycle/undo-person.ts';
import { groupType } from '#shared/scim/resource-types.ts';
import { acme, mandate } from '../../support/people.ts';
import { byAdmin, type LifecycleWorld } from '../support/lifecycle-world.ts';
import type { Person } from './year.ts';

/** What comes of somebody on a day. */
export type Intent = 'signIn' | 'dismiss' | 'move' | 'rehire' | 'undo' | undefined;

interface Day {
  readonly today: number;
  /** Days since the last one. */
  readonly every: number;
  readonly random: () => number;
}

/** Drawn one after the other, so that the same seed makes the same year. */
export function intentOf(
  { seen, habit, fadesOn }: Person,
  state: LifecycleState | 'deleted',
  { today, every, random }: Day,
): Intent {
  const [one, other] = [random() / every, random() / every];
  if (state === 'deleted') return one < 0.001 ? 'undo' : undefined;
  if (state !== 'active') return either(one < 0.003 && 'rehire', other < 0.003 && 'undo');
  if (today < fadesOn && today - (seen.at(-1) ?? 0) >= habit) return 'signIn';
  return either(one < 0.0005 && 'dismiss', other < 0.0005 && 'move');
}

function either(one: Intent | false, other: Intent | false): Intent {
  return one || other || undefined;
}

/** Does it. @returns What came of it. */
export async function live(
  world: LifecycleWorld,
  person: Person,
  intent: Intent,
): Promise<'back' | 'undone' | undefined> {
  const today = dayOf(world.clock.now());
  switch (intent) {
    case 'signIn':
      await world.seen(person.id);
      person.signedInOn ??= today;
      person.seen.push(today);
      return undefined;
    case 'dismiss':
      await setState(world.ports, mandate, person.id, 'deactivated');
      person.dismissedOn = today;
      return undefined;
    case 'rehire':
      await setState(world.ports, mandate, person.id, 'active');
      letIn(person, today);
      return 'back';
    case 'undo':
      return (await isUndone(world, person, today)) ? 'undone' : undefined;
    default:
      return undefined;
  }
}

/** Whoever is let in again begins anew, for a while at least. */
function letIn(person: Person, today: number): void {
  person.seen.push(today);
  person.fadesOn = today + 50;
}

/** An administrator takes back what the policy did last, if it did, and lets the person in where that was not enough. */
async function isUndone(world: LifecycleWorld, person: Person, today: number): Promise<boolean> {
  const admin = { ...byAdmin, scope: acme, confirmed: Promise.resolve() };
  try {
    await undoPerson(world.ports, { mandate: admin, userId: person.id, undoDays: 30 });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return false;
    throw error;
  }
  await setState(world.ports, admin, person.id, 'active');
  letIn(person, today);
  return true;
}

/** Into the group that is left alone, or out of it. */
export async function move(
  { ports, clock }: LifecycleWorld,
  groupId: string,
  person: Person,
): Promise<void> {
  const excluded = !person.excluded;
  await updateResource(ports, mandate, groupType, groupId, {
    attributes: (current) => current,
    members: [
      excluded
        ? { op: 'add', members: [{ value: person.id }] }
        : { op: 'remove', ids: [person.id] },
    ],
  });
  person.excluded = excluded;
  person.moves.push([dayOf(clock.now()), excluded]);
}
