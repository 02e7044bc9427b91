import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../template/resource-identity.ts';

const MAX_ENTRIES = 10;
const MAX_TOTAL_BYTES = 1024 * 1024;
const MAX_DETAIL_TYPE_LENGTH = 128;
const MAX_SOURCE_LENGTH = 256;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});

const requestSchema = z.object({ Entries: z.array(entrySchema) });

type Entry = z.output<typeof entrySchema>;

/** An event as rules match it and targets get it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface AcceptedEvent {
  /** Name of the bus. */
  readonly bus: string;
  readonly event: BusEvent;
}

type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

export interface PutEventsAnswer {
  readonly accepted: readonly AcceptedEvent[];
  readonly body: { FailedEntryCount: number; Entries: readonly EntryResult[] };
}

/** The whole call is refused. */
export class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

/**
 * What EventBridge says to a PutEvents call: it takes each entry by itself, and a call of which it took none
 * has succeeded.
 *
 * @param buses Names of the buses that exist.
 * @param now Milliseconds since the epoch.
 * @throws ValidationException
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(
  request: unknown,
  buses: ReadonlySet<string>,
  now: number,
): PutEventsAnswer {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) throw new ValidationException(z.prettifyError(parsed.error));
  const { Entries } = parsed.data;
  if (Entries.length === 0 || Entries.length > MAX_ENTRIES) {
    throw new ValidationException(
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MAX_ENTRIES}`,
    );
  }
  if (Entries.reduce((total, entry) => total + entrySize(entry), 0) > MAX_TOTAL_BYTES) {
    throw new ValidationException('Total size of the entries in the request is over the limit.');
  }
  const accepted: AcceptedEvent[] = [];
  const results = Entries.map((entry): EntryResult => {
    const bus = busName(entry.EventBusName);
    const problem = problemOf(entry) ?? (buses.has(bus) ? undefined : unknownBus(bus));
    if (problem) return problem;
    const event = busEvent(entry, now);
    accepted.push({ bus, event });
    return { EventId: event.id };
  });
  const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
  return { accepted, body: { FailedEntryCount, Entries: results } };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function entrySize({
  Time,
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  const bytes = texts.reduce((total, text) => total + Buffer.byteLength(text), 0);
  return bytes + (Time === undefined ? 0 : 14);
}

function problemOf({ Source, DetailType, Detail }: Entry): EntryResult | undefined {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (!value) return invalid(name, `${name} is a required argument.`);
  }
  if ((DetailType?.length ?? 0) > MAX_DETAIL_TYPE_LENGTH) {
    return invalid('DetailType', `DetailType is longer than ${MAX_DETAIL_TYPE_LENGTH} characters.`);
  }
  if ((Source?.length ?? 0) > MAX_SOURCE_LENGTH) {
    return invalid('Source', `Source is longer than ${MAX_SOURCE_LENGTH} characters.`);
  }
  if (Source?.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  return parseDetail(Detail)
    ? undefined
    : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function invalid(parameter: string, reason: string): EntryResult {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${reason}`,
  };
}

function unknownBus(bus: string): EntryResult {
  return {
    ErrorCode: 'ResourceNotFoundException',
    ErrorMessage: `Event bus ${bus} does not exist.`,
  };
}

/** Of a name or an ARN. */
function busName(given = 'default'): string {
  return given.slice(given.lastIndexOf('/') + 1);
}

function parseDetail(detail = ''): object | undefined {
  try {
    const parsed: unknown = JSON.parse(detail);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}

function busEvent(
  { Source = '', DetailType = '', Detail, Resources, Time }: Entry,
  now: number,
): BusEvent {
  const time = new Date(Time === undefined ? now : Time * 1_000);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: ACCOUNT_ID,
    // EventBridge knows whole seconds only.
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: REGION,
    resources: Resources ?? [],
    detail: parseDetail(Detail),
  };
}
