import { abridged, changedNames, extensionOf, valueNamed } from '#shared/identity/changed-names.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';

/** Whose an attribute is. */
export type Owner =
  /** A directory's or an administrator's, even where they took it away. */
  | { readonly kind: 'managed' }
  /** Written by sign-ins through the connection. */
  | { readonly kind: 'connection'; readonly connectionId: string }
  /** It has no value, and nobody ever took one away. */
  | { readonly kind: 'nobody' };

/** @param name Of the core bare, of an extension as `URN:name`. */
export function ownerOf(record: ResourceRecord, name: string): Owner {
  const connectionId = record.owners?.[name];
  // Without a link by it the connection has no say any more, and leaves the attribute to the next.
  if (connectionId !== undefined && isLinkedBy(record, connectionId)) {
    return { kind: 'connection', connectionId };
  }
  const cleared = record.cleared ?? [];
  if (cleared.includes(name) || cleared.includes(extensionOf(name))) return { kind: 'managed' };
  const isFree = connectionId !== undefined || valueNamed(record.attributes, name) === undefined;
  return { kind: isFree ? 'nobody' : 'managed' };
}

function isLinkedBy({ links }: ResourceRecord, connectionId: string): boolean {
  return links?.some((link) => link.connectionId === connectionId) ?? false;
}

/**
 * The record after a change that is no sign-in's: what it changed is the directories' and administrators' from now
 * on, and how far sign-ins differ from it is for the next of them to say.
 *
 * @param byDirectory Whether a directory made the change: from then on it manages the user.
 */
export function takenOver(
  before: ResourceRecord,
  after: ResourceRecord,
  byDirectory: boolean,
): ResourceRecord {
  if (after.type !== 'User') return after;
  const { owners, cleared, drift, unmanaged, ...rest } = after;
  const changed = new Set(changedNames(before.attributes, after.attributes));
  const isLeft = (name: string) => !changed.has(name) && !changed.has(extensionOf(name));
  const isGone = (name: string) => valueNamed(after.attributes, name) === undefined;
  return {
    ...rest,
    ...ownersBeside(Object.entries(owners ?? {}).filter(([name]) => isLeft(name))),
    ...clearedBeside([...(cleared ?? []).filter(isLeft), ...[...changed].filter(isGone)]),
    ...driftBeside((drift ?? []).filter(({ attribute }) => isLeft(attribute))),
    ...(unmanaged && !byDirectory && { unmanaged }),
  };
}

/** For a record; nothing when nobody owns anything. */
export function ownersBeside(
  entries: readonly (readonly [string, string])[],
): Pick<ResourceRecord, 'owners'> {
  if (entries.length === 0) return {};
  // Without a prototype: a name is whatever a tenant calls an attribute.
  return { owners: Object.assign(Object.create(null), Object.fromEntries(entries)) };
}

export function driftBeside(
  drift: NonNullable<ResourceRecord['drift']>,
): Pick<ResourceRecord, 'drift'> {
  return drift.length > 0 ? { drift } : {};
}

function clearedBeside(names: readonly string[]): Pick<ResourceRecord, 'cleared'> {
  return names.length > 0 ? { cleared: abridged([...new Set(names)]).sort() } : {};
}
