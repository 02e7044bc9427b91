import type { IdentityStore, MemberDelta } from '#shared/identity/identity-store.ts';
import type { Member, ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { clipText } from '#shared/kernel/clip-text.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { MemberInstruction, Member as ScimMember } from '#shared/scim/patch/member-change.ts';

export const noMembers: MemberDelta = { added: [], removed: [] };

/** Longest `display` kept with a membership; it is the client's label, and rows must stay small. */
const MAX_DISPLAY = 256;

/**
 * Compiles instructions to what must be added and removed. Reads the memberships that the instructions name;
 * the whole list only when they speak of "all" or of members by something else than their id. Valid as long
 * as the group keeps the version that was read with it.
 *
 * @throws DomainError `invalidValue` when a member does not exist.
 */
export async function planMembers(
  store: IdentityStore,
  scope: Scope,
  groupId: string,
  instructions: readonly MemberInstruction[],
): Promise<MemberDelta> {
  if (instructions.length === 0) return noMembers;
  const wanted = new Map(
    instructions.flatMap((i) => ('members' in i ? i.members : [])).map((m) => [m.value, m]),
  );
  const [before, candidates] = await Promise.all([
    membersBefore(store, scope, groupId, instructions),
    resolve(store, scope, [...wanted.values()]),
  ]);
  const after = new Map(before);
  for (const instruction of instructions) apply(after, instruction, candidates);
  const added = [...after.values()].filter((member) => !before.has(member.id));
  const removed = [...before.values()].filter((member) => !after.has(member.id));
  const unknown = added.find((member) => !candidates.get(member.id)?.exists);
  if (unknown) {
    throw new DomainError(
      'invalidValue',
      `members: ${unknown.id} is neither a user nor a group here. Create it first, then add it.`,
    );
  }
  if (after.has(groupId)) {
    throw new DomainError('invalidValue', 'members: a group cannot be a member of itself.');
  }
  return { added, removed };
}

type Members = ReadonlyMap<string, Member>;
type Candidates = ReadonlyMap<string, { readonly member: Member; readonly exists: boolean }>;

async function membersBefore(
  store: IdentityStore,
  scope: Scope,
  groupId: string,
  instructions: readonly MemberInstruction[],
): Promise<Members> {
  const whole = instructions.some((i) => i.op === 'replace' || i.op === 'removeMatching');
  const named = instructions.flatMap((i) => {
    if (i.op === 'remove') return i.ids;
    return i.op === 'add' ? i.members.map((member) => member.value) : [];
  });
  const ids = [...new Set(named)].filter(isId);
  const members = await (whole
    ? store.members(scope, groupId)
    : store.membersAmong(scope, groupId, ids));
  return new Map(members.map((member) => [member.id, member]));
}

/** Carries an instruction out on `current`, in place: a request may hold a thousand of them. */
function apply(
  current: Map<string, Member>,
  instruction: MemberInstruction,
  candidates: Candidates,
): void {
  switch (instruction.op) {
    case 'add':
      add(current, instruction.members, candidates);
      break;
    case 'remove':
      for (const id of instruction.ids) current.delete(id);
      break;
    case 'removeMatching':
      for (const [id, member] of current) {
        if (instruction.matches(scimMember(member))) current.delete(id);
      }
      break;
    case 'replace': {
      const kept = withKept(current, candidates);
      current.clear();
      add(current, instruction.members, kept);
    }
  }
}

function add(
  current: Map<string, Member>,
  members: readonly ScimMember[],
  candidates: Candidates,
): void {
  for (const { value } of members) {
    const candidate = candidates.get(value);
    if (candidate && !current.has(value)) current.set(value, candidate.member);
  }
}

/** A member that stays keeps its row, whatever label it is sent with. */
function withKept(current: Members, candidates: Candidates): Candidates {
  const known = new Map(candidates);
  for (const member of current.values()) {
    if (known.has(member.id)) known.set(member.id, { member, exists: true });
  }
  return known;
}

async function resolve(
  store: IdentityStore,
  scope: Scope,
  wanted: readonly ScimMember[],
): Promise<Candidates> {
  const entries = wanted.map(async (member) => {
    const found = isId(member.value) ? await kindOf(store, scope, member) : undefined;
    const display = clipText(member.display ?? '', MAX_DISPLAY);
    const resolved: Member = {
      id: member.value,
      type: found ?? 'User',
      ...(display ? { display } : {}),
    };
    return [member.value, { member: resolved, exists: found !== undefined }] as const;
  });
  return new Map(await Promise.all(entries));
}

async function kindOf(store: IdentityStore, scope: Scope, { value, type }: ScimMember) {
  const guesses = type === 'Group' ? (['Group', 'User'] as const) : (['User', 'Group'] as const);
  for (const guess of guesses) {
    const found: ResourceRecord | undefined = await store.resource(scope, guess, value);
    if (found) return guess;
  }
  return undefined;
}

function scimMember({ id, type, display }: Member): JsonObject {
  return Object.assign(newObject(), { value: id, type }, display === undefined ? {} : { display });
}
