import * as z from 'zod/mini';
import { catalogue, dataSchemaOf, type EventType } from '#shared/events/catalogue.ts';
import { actorTypes, causes } from '#shared/events/envelope.ts';

const described = (text: string) => z.string().check(z.describe(text));

/** Not an enumeration: consumers have to stand values that come on top. */
const oneOf = (meanings: Readonly<Record<string, string>>) =>
  described(
    `${Object.entries(meanings)
      .map(([value, meaning]) => `${value}: ${meaning}`)
      .join('; ')}; others may come`,
  );

/** The envelope of one type of event, as {@link EventEnvelope} declares it, for schemas and documents. */
export function envelopeSchema(type: EventType) {
  const { data, description } = catalogue[type];
  return z
    .object({
      specversion: z.literal('1.0'),
      source: z.literal('rollcall'),
      type: z.literal(type),
      dataschema: z.literal(dataSchemaOf(type)),
      id: described('The same however often the event is sent'),
      time: z.iso
        .datetime()
        .check(z.describe('When the change was committed, ISO 8601 in UTC with milliseconds')),
      tenant: described('Whose event it is'),
      subject: z.object({
        type: described('SCIM resource type, or Webhook'),
        id: described('SCIM id'),
      }),
      version: z.int().check(z.describe('Of the subject after the change; +1 with each change')),
      actor: z
        .object({ type: oneOf(actorTypes), id: z.string() })
        .check(z.describe('Who made the change')),
      cause: oneOf(causes),
      requestId: described('Of the request that made the change, as in its answer and the logs'),
      data,
    })
    .check(z.describe(description));
}
