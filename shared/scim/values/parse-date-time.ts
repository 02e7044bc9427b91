/** xsd:dateTime with a year of four digits; the time zone may be absent, and is then UTC. */
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d{1,12})?)(Z|[+-]\d\d:\d\d)?$/;
const LONGEST_OFFSET_MINUTES = 14 * 60;

/** The instant of a SCIM dateTime (RFC 7643 2.3.5) in milliseconds; undefined when it is not one. */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, , , day, hour, minute, second] = match.map(Number);
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  // Date rolls the 30th of February over into March instead of refusing it.
  if (new Date(midnight).getUTCDate() !== day) return undefined;
  const time = timeOfDay(hour ?? 0, minute ?? 0, second ?? 0);
  const offset = offsetMinutes(match[7] ?? 'Z');
  if (time === undefined || offset === undefined) return undefined;
  return midnight + time - offset * 60_000;
}

function timeOfDay(hour: number, minute: number, second: number): number | undefined {
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  if (!endOfDay && (hour > 23 || minute > 59 || second >= 60)) return undefined;
  return Math.floor(((hour * 60 + minute) * 60 + second) * 1000);
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(4));
  const total = Number(zone.slice(1, 3)) * 60 + minutes;
  if (minutes > 59 || total > LONGEST_OFFSET_MINUTES) return undefined;
  return zone.startsWith('-') ? -total : total;
}
