import type { Command, Type, Where } from './command.ts';
import { applyChange, invalid, missing, taken, withFields, wrongIn } from './edit.ts';
import { blankOf, type Fault, type Kept, type Outcome, type Speaker, type Told } from './state.ts';
import { changedNames, dataOf, memberData } from './told.ts';

/** SCIM as one map in memory: what one set of directories sees together. Plain data, so that it can be cloned. */
export class Model {
  readonly kept: Map<string, Kept>;
  /** Events of every resource that there ever was, in order. */
  readonly told: Map<string, Told[]>;

  constructor(kept: Map<string, Kept> = new Map(), told: Map<string, Told[]> = new Map()) {
    this.kept = kept;
    this.told = told;
  }

  clone(): Model {
    return new Model(structuredClone(this.kept), structuredClone(this.told));
  }

  /** @param newId The id of what a create makes. */
  perform(speaker: Speaker, command: Command, newId: string): Outcome {
    switch (command.do) {
      case 'create': {
        const { type, fields } = command;
        const after = withFields(speaker, blankOf(type, newId), fields);
        return this.commit(speaker, undefined, after, 201, wrongIn(type, fields));
      }
      case 'replace': {
        const before = this.find(command);
        const wrong = wrongIn(command.type, command.fields);
        if (!before) return { faults: [missing, ...wrong] };
        return this.commit(
          speaker,
          before,
          withFields(speaker, before, command.fields),
          200,
          wrong,
        );
      }
      case 'patch': {
        const before = this.find(command);
        const after = structuredClone(before ?? blankOf(command.type));
        const faults = command.changes.flatMap((change) => applyChange(speaker, after, change));
        if (!before) return { faults: [missing, ...faults] };
        return this.commit(speaker, before, after, patchedStatus(speaker, command.type), faults);
      }
      case 'delete':
        return this.remove(speaker, command);
      case 'read': {
        const resource = this.find(command);
        return resource ? { status: 200, resource } : { faults: [missing] };
      }
      case 'list': {
        const all = this.all(command.type);
        const { where } = command;
        const found = where ? all.filter((each) => this.holds(speaker, each, where)) : all;
        const first = Math.max(command.startIndex, 1) - 1;
        const resources = found.slice(first, first + Math.max(command.count, 0));
        return { status: 200, page: { total: found.length, resources } };
      }
    }
  }

  /** In the order of birth. */
  all(type: Type): Kept[] {
    const all = [...this.kept.values()].filter((each) => each.type === type);
    return all.sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  directGroupsOf(id: string): Kept[] {
    return this.all('Group').filter(({ members }) => members.includes(id));
  }

  /** The direct ones first, then those that these are in, and so on. */
  groupsOf(id: string): Kept[] {
    const groups = new Set(this.directGroupsOf(id));
    for (const group of groups) {
      for (const outer of this.directGroupsOf(group.id)) groups.add(outer);
    }
    return [...groups];
  }

  private find({ type, id }: { type: Type; id: string }): Kept | undefined {
    const kept = this.kept.get(id);
    return kept?.type === type ? kept : undefined;
  }

  private commit(
    speaker: Speaker,
    before: Kept | undefined,
    after: Kept,
    status: number,
    wrong: readonly Fault[],
  ): Outcome {
    const faults = [...wrong, ...this.conflicts(speaker, before, after)];
    if (faults.length > 0) return { faults };
    const changed = changedNames(speaker, before, after);
    const gone = (before?.members ?? []).filter((id) => !after.members.includes(id));
    const come = after.members.filter((id) => !before?.members.includes(id));
    if (before && changed.length + gone.length + come.length === 0) {
      return { status, resource: before };
    }
    after.version = (before?.version ?? 0) + 1;
    after.members.sort();
    this.kept.set(after.id, after);
    this.tell(speaker, before, after, changed);
    const types = { 'group.member_removed': gone, 'group.member_added': come };
    for (const [type, ids] of Object.entries(types)) this.tellMembers(after, type, ids);
    return { status, resource: after };
  }

  private conflicts({ directory }: Speaker, before: Kept | undefined, after: Kept): Fault[] {
    const { fields, members, externalIds, type, id } = after;
    const others = this.all(type).filter((other) => other.id !== id);
    const same = (other: Kept) =>
      type === 'User' && other.fields.userName?.toLowerCase() === fields.userName?.toLowerCase();
    const external = externalIds[directory];
    const known = (other: Kept) => external && other.externalIds[directory] === external;
    const strangers = members.filter((m) => !before?.members.includes(m) && !this.kept.has(m));
    return [
      ...(others.some(same) || others.some(known) ? [taken] : []),
      ...(strangers.length > 0 || members.includes(id) ? [invalid] : []),
    ];
  }

  private remove(speaker: Speaker, command: { type: Type; id: string }): Outcome {
    const gone = this.find(command);
    if (!gone) return { faults: [missing] };
    this.kept.delete(gone.id);
    this.log(gone, `${gone.type.toLowerCase()}.deleted`, dataOf(speaker, gone, []));
    for (const group of this.directGroupsOf(gone.id)) {
      group.version += 1;
      group.members = group.members.filter((id) => id !== gone.id);
      this.log(group, 'group.member_removed', memberData(group, gone));
    }
    return { status: 204 };
  }

  private tell(speaker: Speaker, before: Kept | undefined, after: Kept, changed: string[]): void {
    const kind = after.type.toLowerCase();
    if (!before) {
      this.log(after, `${kind}.created`, dataOf(speaker, after, changed));
      return;
    }
    const profile = changed.filter((name) => name !== 'active');
    if (profile.length > 0) this.log(after, `${kind}.updated`, dataOf(speaker, after, profile));
    if (profile.length === changed.length) return;
    const type = after.fields.active ? 'user.reactivated' : 'user.deactivated';
    this.log(after, type, dataOf(speaker, after, ['active']));
  }

  private tellMembers(group: Kept, type: string, ids: readonly string[]): void {
    for (const id of ids) {
      const member = this.kept.get(id);
      if (member) this.log(group, type, memberData(group, member));
    }
  }

  private log({ id, version }: Kept, type: string, data: object): void {
    this.told.set(id, [...(this.told.get(id) ?? []), { version, type, data }]);
  }

  private holds(speaker: Speaker, each: Kept, where: Where): boolean {
    if ('not' in where) return !this.holds(speaker, each, where.not);
    if ('and' in where) return where.and.every((part) => this.holds(speaker, each, part));
    if ('or' in where) return where.or.some((part) => this.holds(speaker, each, part));
    if ('active' in where) return each.fields.active === where.active;
    if ('starts' in where) {
      return each.fields.displayName?.toLowerCase().startsWith(where.value.toLowerCase()) ?? false;
    }
    if ('has' in where) {
      const there = {
        title: each.fields.title,
        members: each.members[0],
        groups: this.groupsOf(each.id)[0],
      };
      return there[where.has] !== undefined;
    }
    return this.valuesOf(speaker, each, where.is).some((value) =>
      ['id', 'externalId', 'member', 'group'].includes(where.is)
        ? value === where.value
        : value.toLowerCase() === where.value.toLowerCase(),
    );
  }

  private valuesOf({ directory }: Speaker, each: Kept, name: string): string[] {
    if (name === 'id') return [each.id];
    if (name === 'member') return each.members;
    if (name === 'group') return this.groupsOf(each.id).map(({ id }) => id);
    if (name === 'externalId') return [each.externalIds[directory] ?? []].flat();
    if (name === 'email') return (each.fields.emails ?? []).map(({ value }) => value);
    return Object.entries(each.fields).flatMap(([key, value]) =>
      key === name && typeof value === 'string' ? [value] : [],
    );
  }
}

/** Only to the letter of the RFC is a group shown that was patched. */
function patchedStatus({ lenient }: Speaker, type: Type): number {
  return type === 'User' || !lenient ? 200 : 204;
}
