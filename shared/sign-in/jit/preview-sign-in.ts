import { changedNames } from '#shared/identity/changed-names.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { admitted } from '#shared/sign-in/jit/admitted.ts';
import type { Visitor } from '#shared/sign-in/jit/arrival.ts';
import { claimedGroups } from '#shared/sign-in/jit/claimed-groups.ts';
import { newPerson, requireMayCreate } from '#shared/sign-in/jit/create-person.ts';
import { claimedExternalId } from '#shared/sign-in/jit/find-person.ts';
import { mappedAttributes, type Problem } from '#shared/sign-in/jit/mapped-attributes.ts';
import { requireAllowed } from '#shared/sign-in/jit/require-allowed.ts';
import { type RefusalReason, SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** What a sign-in would do, had it just come; nothing of it is done. */
export interface SignInPreview {
  readonly outcome: 'creates' | 'admits' | 'refuses';
  readonly refused?: { readonly reason: RefusalReason; readonly detail: string };
  /** Of the person afterwards, in full. */
  readonly attributes: JsonObject;
  /** Names of attributes that it would write. */
  readonly written: readonly string[];
  /** Of those where it says something else and that stay, because they are somebody else's. */
  readonly kept: readonly string[];
  /** Claims that fit no attribute, and why. */
  readonly problems: readonly Problem[];
  /** What it says of groups; absent: nothing. */
  readonly groups?: readonly string[];
  /** Roles that it would assign. */
  readonly roles: readonly string[];
  /** What the directory would call the person. */
  readonly externalId?: string;
}

/**
 * @param person Who is linked with the identity; absent: nobody, and the policy decides.
 * @param now ISO 8601.
 */
export function previewSignIn(
  type: ResourceType,
  visitor: Visitor,
  person: ResourceRecord | undefined,
  now: string,
): SignInPreview {
  const { connection, identity } = visitor;
  const groups = claimedGroups(identity.claims, connection.policy.groupsClaim);
  const externalId = claimedExternalId(visitor);
  const said = { ...(groups && { groups }), ...(externalId !== undefined && { externalId }) };
  const { problems } = mappedAttributes(type, connection, identity);
  try {
    requireAllowed(connection, identity);
    const effect = person ? onPerson(type, visitor, person, now) : onNobody(type, visitor, now);
    return { problems, ...effect, ...said };
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    return {
      ...refusedBy(error),
      attributes: person?.attributes ?? newObject(),
      problems,
      ...said,
    };
  }
}

function onPerson(type: ResourceType, visitor: Visitor, user: ResourceRecord, now: string) {
  const { record, ...rest } = admitted(visitor, type, { user, by: 'link' }, now);
  return { outcome: 'admits' as const, attributes: record.attributes, roles: [], ...rest };
}

function onNobody(type: ResourceType, visitor: Visitor, now: string) {
  requireMayCreate(visitor);
  const { attributes, beside } = newPerson(visitor, type, now);
  const written = changedNames(newObject(), attributes).filter((name) => name !== 'externalId');
  const roles = beside.roles?.map(({ role }) => role) ?? [];
  return { outcome: 'creates' as const, attributes, written, kept: [], roles };
}

function refusedBy({ reason, message: detail }: SignInRefused) {
  const nothing = { written: [], kept: [], roles: [] };
  return { outcome: 'refuses' as const, refused: { reason, detail }, ...nothing };
}
