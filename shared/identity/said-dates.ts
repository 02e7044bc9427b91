import { valueNamed } from '#shared/identity/changed-names.ts';
import { LAST_DATE, type PlannedDates } from '#shared/identity/planned-dates.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { DateAttributes } from '#shared/scim/custom/declarations.ts';
import { parseDateTime } from '#shared/scim/values/parse-date-time.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * The dates that a user's attributes say; a day alone is its first moment in UTC. A last day before the first one is
 * that of an earlier time here, and says nothing, once it has passed.
 *
 * @param mustRead Whether somebody counts on what stands under a name; elsewhere what is no date says nothing.
 * @throws DomainError `invalidValue` naming the attribute.
 */
export function datesSaid(
  { startsAtAttribute: startsAt, endsAtAttribute: endsAt }: DateAttributes,
  attributes: JsonObject,
  now: number,
  mustRead: (name: string) => boolean,
): PlannedDates {
  const read = (name: string | undefined) =>
    name === undefined ? undefined : dateIn(attributes, name, mustRead(name));
  const joins = read(startsAt);
  const leaves = read(endsAt);
  const isBefore = joins !== undefined && leaves !== undefined && leaves <= joins;
  if (isBefore && leaves > now && mustRead(endsAt ?? '')) {
    throw new DomainError('invalidValue', `${endsAt}: comes before ${startsAt}. Send both anew.`);
  }
  return {
    ...(joins !== undefined && { joinsAt: isoTime(joins) }),
    ...(leaves !== undefined && !isBefore && { leavesAt: isoTime(leaves) }),
  };
}

/** Milliseconds; undefined where there is none. */
function dateIn(attributes: JsonObject, name: string, mustRead: boolean): number | undefined {
  const value = valueNamed(attributes, name);
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return undefined;
  const time = parseDateTime(DATE.test(text) ? `${text}T00:00:00Z` : text);
  if (time !== undefined && time <= LAST_DATE) return time;
  if (!mustRead) return undefined;
  throw new DomainError(
    'invalidValue',
    `${name}: is no date to plan by. Send 2027-01-15T09:00:00Z, or 2027-01-15 for 00:00 UTC of that day.`,
  );
}
