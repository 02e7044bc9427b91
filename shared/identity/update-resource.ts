import { type Dated, dated, shownTo } from '#shared/identity/announced-dates.ts';
import { buildChange } from '#shared/identity/build-change.ts';
import { isLostRace, LostRace, type MemberDelta } from '#shared/identity/identity-store.ts';
import { planMembers } from '#shared/identity/member-plan.ts';
import { heard } from '#shared/identity/moved-user.ts';
import { contention, type IdentityPorts, type Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { revised, sameContent } from '#shared/identity/revised.ts';
import {
  commitAndSettle,
  rollForwardMembers,
  stillSettling,
} from '#shared/identity/settle-group.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { retry } from '#shared/kernel/retry.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { MemberInstruction } from '#shared/scim/patch/member-change.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface Edit {
  /** From the attributes as the directory sees them to those that it wants; may run more than once. */
  readonly attributes: (current: JsonObject) => JsonObject;
  readonly members: readonly MemberInstruction[];
  /** Refuses a state that the client did not mean, by throwing `versionMismatch`. */
  readonly precondition?: (current: ResourceRecord) => void;
}

/**
 * Reads, edits and commits, again whenever somebody else was first. An edit that changes nothing writes nothing.
 *
 * @throws DomainError `notFound`, `versionMismatch`, `uniqueness`, and what the edit throws.
 */
export async function updateResource(
  ports: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  id: string,
  edit: Edit,
): Promise<ResourceRecord> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const [before, members] = await readForEdit(ports, mandate, type, id, edit);
    edit.precondition?.(before);
    const { user: after, rule } = edited(ports, mandate, before, edit);
    const changes = members.added.length + members.removed.length > 0;
    if (!changes && sameContent(before, after)) return before;
    return await commitAndSettle(
      ports,
      mandate,
      after,
      buildChange(ports, rule ? { ...mandate, because: { rule } } : mandate, type, {
        ...{ before, after, members },
      }),
    );
  });
}

/**
 * Reads the resource and, beside it, what its members need. A journal left by somebody is finished first: the
 * members are settled before they are changed again.
 *
 * @throws DomainError `notFound`.
 */
async function readForEdit(
  ports: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  id: string,
  edit: Edit,
): Promise<readonly [ResourceRecord, MemberDelta]> {
  const { store } = ports;
  const { scope } = mandate;
  if (!isId(id)) throw notFound(type, id);
  const planning = planMembers(store, scope, id, edit.members);
  // Judged only when the resource turns out to exist.
  planning.catch(() => undefined);
  const before = await store.resource(scope, type.name, id);
  if (!before) throw notFound(type, id);
  if (!before.journal) return [before, await planning];
  await mandate.confirmed;
  if (await rollForwardMembers(ports, scope, before)) throw new LostRace();
  throw stillSettling();
}

function edited(
  ports: IdentityPorts,
  mandate: Mandate,
  before: ResourceRecord,
  { attributes }: Edit,
): Dated {
  const { directoryId } = mandate.scope;
  const wanted = attributes(shownTo(before, directoryId));
  const { externalIds, rest } = splitExternalId(wanted, directoryId, before.externalIds);
  const said = before.type === 'User' && mandate.actor.type === 'directory';
  const kept = said ? heard(before, attributes, isoTime(ports.clock.now())) : before;
  const asked = { ...kept, attributes: rest, externalIds };
  const { user, rule } = dated(mandate, ports.clock.now(), before, asked);
  return { user: revised(ports, mandate, before, user), rule };
}

/** Takes the externalId out of what a directory sees and files it under that directory. */
export function splitExternalId(
  attributes: JsonObject,
  directoryId: string,
  before: Readonly<Record<string, string>>,
): { rest: JsonObject; externalIds: Readonly<Record<string, string>> } {
  const { externalId, ...others } = attributes;
  // Without a prototype, so that a directory may be called `constructor`.
  const externalIds: Record<string, string> = Object.assign(Object.create(null), before);
  if (typeof externalId === 'string') externalIds[directoryId] = externalId;
  else delete externalIds[directoryId];
  return { rest: Object.assign(newObject(), others), externalIds };
}

/** What is said of a resource that is not there, or not for the one who asks. */
export function notFound(type: ResourceType, id: string): DomainError {
  return new DomainError('notFound', `There is no ${type.name} ${id}. It may have been deleted.`);
}
