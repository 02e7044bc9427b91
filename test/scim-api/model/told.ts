import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import type { Kept, Speaker } from './state.ts';

/** The attributes that a directory sees change, as events name them. */
export function changedNames(
  { directory }: Speaker,
  before: Kept | undefined,
  after: Kept,
): string[] {
  const seen = (kept: Kept | undefined): Record<string, unknown> => {
    const { department, ...rest } = kept?.fields ?? {};
    const externalId = kept?.externalIds[directory];
    return { ...rest, externalId, [`${ENTERPRISE_USER}:department`]: department };
  };
  const [old, fresh] = [seen(before), seen(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  const differs = (name: string) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]);
  return [...names].filter(differs).sort();
}

export function dataOf({ directory }: Speaker, kept: Kept, changed: readonly string[]) {
  const { userName, displayName, active } = kept.fields;
  const externalId = kept.externalIds[directory];
  const state = active ? 'active' : 'deactivated';
  const name = kept.type === 'User' ? { userName, active, state } : { displayName };
  return { ...name, ...(externalId !== undefined && { externalId }), changed };
}

export const memberData = (group: Kept, { id, type }: Kept) => ({
  displayName: group.fields.displayName,
  member: { id, type },
});
