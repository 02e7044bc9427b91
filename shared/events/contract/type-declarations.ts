import { type EventType, eventTypes } from '#shared/events/catalogue.ts';
import { eventSchema, type JsonSchema } from '#shared/events/contract/json-schema.ts';

const HEADING = `// The events of Rollcall as TypeScript types, generated from the catalogue. Copy this file into what consumes them.
`;

/** A module of types that stands for itself: one interface for each type of event, and their union. */
export function typeDeclarations(): string {
  const interfaces = eventTypes.map(
    (type) =>
      `${comment(eventSchema(type), '')}export interface ${interfaceName(type)} ${shape(eventSchema(type), '')}\n`,
  );
  const union = eventTypes.map((type) => `  | ${interfaceName(type)}`).join('\n');
  return [HEADING, ...interfaces, `export type RollcallEvent =\n${union};\n`].join('\n');
}

/** `group.member_added` is `GroupMemberAdded`. */
function interfaceName(type: EventType): string {
  return type.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function shape(schema: JsonSchema, indent: string): string {
  if (schema.const !== undefined) return quoted(schema.const);
  if (schema.enum) return schema.enum.map(quoted).join(' | ');
  if (schema.type === 'array') return `${shape(schema.items ?? {}, indent)}[]`;
  if (schema.type === 'object') return objectShape(schema, indent);
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'string' || schema.type === 'boolean') return schema.type;
  throw new TypeError(`The catalogue came to use ${JSON.stringify(schema)}; declare it here.`);
}

function objectShape({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    return `${comment(schema, inner)}${inner}readonly ${name}${optional}: ${shape(schema, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

function comment({ description }: JsonSchema, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description} */\n`;
}

function quoted(text: string): string {
  return `'${text}'`;
}
