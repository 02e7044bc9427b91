import { equalJson, isJsonObject, type JsonObject } from '#shared/kernel/json.ts';

/** Attributes of one extension that are named one by one. */
export const MAX_NAMED = 20;

/** Names of the attributes that differ, sorted: of the core bare, of an extension as `URN:name`. */
export function changedNames(before: JsonObject, after: JsonObject): string[] {
  const old = flat(before);
  const fresh = flat(after);
  const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return abridged([...names].filter((name) => !equalJson(old[name], fresh[name]))).sort();
}

/**
 * Instead of more than {@link MAX_NAMED} attributes of an extension, the extension itself: with the limits on
 * strings and on a tenant's declarations, no event is larger than what the event bus takes.
 */
export function abridged(names: readonly string[]): string[] {
  const byExtension = Map.groupBy(names, extensionOf);
  return [...byExtension].flatMap(([extension, own]) =>
    extension !== '' && own.length > MAX_NAMED ? [extension] : own,
  );
}

/** The URN of an extension's attribute, empty for one of the core. */
export function extensionOf(name: string): string {
  return name.startsWith('urn:') ? name.slice(0, name.lastIndexOf(':')) : '';
}

/** The value of an attribute by such a name. */
export function valueNamed(attributes: JsonObject, name: string): JsonObject[string] | undefined {
  const extension = extensionOf(name);
  if (extension === '') return attributes[name];
  const own = attributes[extension];
  return isJsonObject(own) ? own[name.slice(extension.length + 1)] : undefined;
}

/** Attributes of extensions side by side with those of the core, as `URN:name`. */
function flat(attributes: JsonObject): JsonObject {
  const entries = Object.entries(attributes).flatMap(([name, value]) =>
    name.startsWith('urn:') && isJsonObject(value)
      ? Object.entries(value).map(([sub, member]) => [`${name}:${sub}`, member] as const)
      : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
