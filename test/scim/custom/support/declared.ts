import { readFileSync } from 'node:fs';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonValue, parseJson } from '#shared/kernel/json.ts';
import { parseSchema } from '#shared/scim/custom/parse-schema.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';

/** A document of `docs/examples`, as text. */
export function exampleText(name: string): string {
  return readFileSync(new URL(`../../../../docs/examples/${name}.json`, import.meta.url), 'utf8');
}

export const schemaExample = (name: string): SchemaDefinition =>
  parseSchema(parseJson(exampleText(name)));

/** As it arrives: without prototypes. */
export const uploaded = (document: unknown): JsonValue => parseJson(JSON.stringify(document));

/** A schema of these attributes; one that is a string has nothing but its name. */
export const schemaOf = (id: string, ...attributes: (object | string)[]): SchemaDefinition =>
  parseSchema(
    uploaded({
      id,
      attributes: attributes.map((each) => (typeof each === 'string' ? { name: each } : each)),
    }),
  );

/** `code detail` of what an action throws; undefined when it throws nothing. */
export function problemOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} ${error.message}`;
    throw error;
  }
}
