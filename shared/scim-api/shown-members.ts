import type { MemberPage } from '#shared/identity/identity-store.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import type { Member } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/**
 * Members that one answer shows, of one group or of all that it lists; a Lambda answers with 6 MB at most. More than
 * a PUT takes, so that nobody can put back a part of a group for the whole.
 */
export const MAX_SHOWN_MEMBERS = 20_000;

/** Characters of all `display`s in one answer; beyond it they are left out, and only they. */
const MAX_DISPLAYS = 500_000;

export interface ShownMembers {
  readonly members: readonly Member[];
  /** Id of the last one shown, when others follow. */
  readonly moreAfter?: string;
}

type Store = IdentityPorts['store'];

/** The members of one group, as many as an answer may show unless the page says fewer. */
export async function shownMembers(
  store: Store,
  scope: Scope,
  groupId: string,
  { afterId, limit = MAX_SHOWN_MEMBERS }: MemberPage = {},
): Promise<ShownMembers> {
  const found = await store.members(scope, groupId, { afterId, limit: limit + 1 });
  const members = found.slice(0, limit);
  const moreAfter = found.length > members.length ? members.at(-1)?.id : undefined;
  const shown = members.map(trimming(members));
  return { members: shown, ...(moreAfter !== undefined && { moreAfter }) };
}

/**
 * The members of groups that are listed together, whole; one alone is shown like one that was asked for by id.
 *
 * @throws DomainError `tooMany` when together they have more than one answer may show.
 */
export async function shownMembersOfAll(
  store: Store,
  scope: Scope,
  groupIds: readonly string[],
): Promise<Map<string, ShownMembers>> {
  const [first, ...others] = groupIds;
  if (first === undefined) return new Map();
  if (others.length === 0) return new Map([[first, await shownMembers(store, scope, first)]]);
  const share = Math.floor(MAX_SHOWN_MEMBERS / groupIds.length);
  const shares = groupIds.map(
    async (id) => [id, await store.members(scope, id, { limit: share + 1 })] as const,
  );
  const groups = new Map<string, readonly Member[]>(await Promise.all(shares));
  let left = MAX_SHOWN_MEMBERS - countIn(groups);
  if (left < 0) throw tooMany();
  for (const [id, members] of groups) {
    if (members.length <= share) continue;
    const page = { afterId: members.at(-1)?.id, limit: left + 1 };
    const rest = await store.members(scope, id, page);
    left -= rest.length;
    if (left < 0) throw tooMany();
    groups.set(id, [...members, ...rest]);
  }
  const trim = trimming([...groups.values()].flat());
  return new Map([...groups].map(([id, members]) => [id, { members: members.map(trim) }]));
}

function countIn(groups: ReadonlyMap<string, readonly Member[]>): number {
  return [...groups.values()].reduce((sum, members) => sum + members.length, 0);
}

/** Takes the `display` off each member when all of them together would be too long. */
function trimming(members: readonly Member[]): (member: Member) => Member {
  const characters = members.reduce((sum, { display }) => sum + (display?.length ?? 0), 0);
  if (characters <= MAX_DISPLAYS) return (member) => member;
  return ({ id, type }) => ({ id, type });
}

function tooMany(): DomainError {
  return new DomainError(
    'tooMany',
    `The groups of this page have more than ${MAX_SHOWN_MEMBERS} members together. Ask for fewer at a time (count), or leave them out (excludedAttributes=members).`,
  );
}
