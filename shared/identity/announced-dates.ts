import { valueNamed } from '#shared/identity/changed-names.ts';
import { isHeld, type LifecycleState, stateOf } from '#shared/identity/lifecycle-state.ts';
import {
  type AnnouncedDates,
  type PlannedDates,
  planAfter,
} from '#shared/identity/planned-dates.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { attributesFor, type ResourceRecord } from '#shared/identity/resource-record.ts';
import { datesSaid } from '#shared/identity/said-dates.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { equalJson, type JsonObject, newObject } from '#shared/kernel/json.ts';
import type { DateAttributes } from '#shared/scim/custom/declarations.ts';

type Rule = keyof DateAttributes;

/** The user to be, and the setting of the directory by which they come to where they are then. */
export interface Dated {
  readonly user: ResourceRecord;
  readonly rule?: Rule | undefined;
}

/** What a directory asks for. */
interface Asked {
  readonly before: ResourceRecord | undefined;
  readonly next: ResourceRecord;
  readonly said: PlannedDates;
  /** The plan with what was said anew. */
  readonly planned: PlannedDates;
  readonly isNew: (name: keyof PlannedDates) => boolean;
  readonly now: number;
}

interface Outcome {
  readonly to: LifecycleState;
  readonly rule?: Rule;
  /** The first day, until which somebody is held back who is let in otherwise. */
  readonly start?: string;
}

/** Whether a directory lets the user in, from a day on that is still to come. */
export function isHeldBack(user: ResourceRecord | undefined): boolean {
  return user?.state?.name === 'staged' && user.state.by === 'directory';
}

/**
 * The attributes as one directory sees them: of whoever is held back `active` as it was sent, or the directory would
 * send it again and again, or take them for let go.
 */
export function shownTo(record: ResourceRecord, directoryId: string): JsonObject {
  const attributes = attributesFor(record, directoryId);
  return isHeldBack(record) ? withActivity(attributes, true) : attributes;
}

/**
 * What becomes of the user whom a directory asks for, by the dates that their attributes say: `active: true` lets
 * nobody in before the first day or after the last. A date is heeded when it is said anew, so what an administrator
 * planned since then stays.
 *
 * @throws DomainError `invalidValue` naming the attribute, where somebody would be let in by what is no date.
 */
export function dated(
  { dates, scope: { directoryId } }: Mandate,
  now: number,
  before: ResourceRecord | undefined,
  next: ResourceRecord,
): Dated {
  if (next.type !== 'User' || !(dates || isHeldBack(before))) return { user: next };
  const said = dates ? datesSaid(dates, next.attributes, now, countsOn(before, next)) : {};
  const heard = before?.announced;
  const isNew = (name: keyof PlannedDates) =>
    dates?.[attributeOf[name]] !== undefined &&
    said[name] !== heard?.[name] &&
    // That one directory says nothing takes nothing away that another said.
    (said[name] !== undefined || heard?.by === directoryId);
  // Whoever was let go has no plan any more.
  const lapsed = before === undefined || stateOf(before) === 'deactivated';
  const sourceOf = (name: keyof PlannedDates) =>
    lapsed || isNew(name) ? toCome(said[name], now) : before.planned?.[name];
  const planned = plan(sourceOf('joinsAt'), sourceOf('leavesAt'));
  const outcome = outcomeOf({ before, next, said, planned, isNew, now });
  const announced = dates ? announcedAs(directoryId, said, heard) : heard;
  return { user: standing(next, outcome, planned, announced), rule: outcome.rule };
}

const attributeOf = { joinsAt: 'startsAtAttribute', leavesAt: 'endsAtAttribute' } as const;

function outcomeOf({ before, next, said, planned, isNew, now }: Asked): Outcome {
  const from = before && stateOf(before);
  const isOver = hasCome(said.leavesAt, now);
  const rule = 'endsAtAttribute';
  if (before && isOver && isNew('leavesAt')) return { to: 'deactivated', rule };
  const waited = isHeldBack(before);
  if (!isActive(next.attributes)) return { to: waited ? 'deactivated' : stateOf(next) };
  if (from === 'active') return { to: from };
  if (isOver) return { to: from ?? 'deactivated', rule };
  if (before && isSuspended(before)) return { to: 'active' };
  return entrance(waited ? planned.joinsAt : said.joinsAt, waited, isNew('joinsAt'), now);
}

/** Also under a deactivation. Whether it may be lifted is for others to judge: it is no matter of a first day. */
function isSuspended(user: ResourceRecord): boolean {
  return stateOf(user) === 'suspended' || isHeld(user);
}

/** Whether somebody who may come in has to wait for their first day. */
function entrance(
  start: string | undefined,
  waited: boolean,
  isNew: boolean,
  now: number,
): Outcome {
  const rule = 'startsAtAttribute';
  // An administrator took the date away, and says what comes of it.
  if (start === undefined && waited && !isNew) return { to: 'staged' };
  if (start === undefined) return waited ? { to: 'active', rule } : { to: 'active' };
  return hasCome(start, now) ? { to: 'active', rule } : { to: 'staged', rule, start };
}

function standing(
  next: ResourceRecord,
  { to, start }: Outcome,
  planned: PlannedDates,
  announced: ResourceRecord['announced'],
): ResourceRecord {
  const { planned: _, announced: __, state: kept, ...rest } = next;
  const held = {
    name: 'staged',
    by: 'directory',
    since: kept?.since ?? next.lastModified,
  } as const;
  const state = start === undefined ? kept : held;
  const isOut = to !== 'active' && isActive(next.attributes);
  return {
    ...rest,
    ...(isOut && { attributes: withActivity(next.attributes, false) }),
    ...planAfter(start === undefined ? planned : { joinsAt: start, ...planned }, to),
    ...(announced && { announced }),
    ...(state && to === state.name && { state }),
  };
}

function announcedAs(by: string, said: PlannedDates, heard: AnnouncedDates | undefined) {
  if (Object.keys(said).length > 0) return { by, ...said };
  return heard?.by === by ? undefined : heard;
}

/** What stands under a name counts when it is said anew, or lets somebody in. */
function countsOn(before: ResourceRecord | undefined, next: ResourceRecord) {
  return (name: string) => {
    if (!isActive(next.attributes)) return false;
    if (!before || stateOf(before) !== 'active') return true;
    return !equalJson(valueNamed(before.attributes, name), valueNamed(next.attributes, name));
  };
}

function plan(joinsAt: string | undefined, leavesAt: string | undefined): PlannedDates {
  return { ...(joinsAt !== undefined && { joinsAt }), ...(leavesAt !== undefined && { leavesAt }) };
}

function toCome(date: string | undefined, now: number): string | undefined {
  return hasCome(date, now) ? undefined : date;
}

function hasCome(date: string | undefined, now: number): boolean {
  return date !== undefined && Date.parse(date) <= now;
}

function withActivity(attributes: JsonObject, active: boolean): JsonObject {
  return Object.assign(newObject(), attributes, { active });
}
