import { randomUUID } from 'node:crypto';
import SCIMMY from 'scimmy';
import type { Data } from './data.ts';
import { person } from './person.ts';
import { scimmyGroupId, scimmyUserId } from './scimmy-ids.ts';

const NOBODY = 1_000_000_000;

interface Stored {
  id: string;
  meta: { created: Date; lastModified: Date };
}

interface User extends Stored {
  userName: string;
}

interface Group extends Stored {
  displayName: string;
}

/** Declares users and groups kept in Maps: by id, and by userName, which is unique. */
export function declareScimmy({ users, newcomers, groups }: Data): void {
  declareUsers(Array.from({ length: users }, (_, n) => userOf(n)));
  declareGroups(groups.map((size) => groupOf(size, users - newcomers)));
}

function declareUsers(initial: readonly User[]): void {
  const users = new Map(initial.map((user) => [user.id, user]));
  const idByName = new Map(initial.map(({ id, userName }) => [nameKey(userName), id]));
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .ingress((resource, instance) => {
      const before = resource.id === undefined ? undefined : found(users, resource.id);
      const name = nameKey(instance.userName);
      const holder = idByName.get(name);
      if (holder !== undefined && holder !== before?.id) {
        throw new SCIMMY.Types.Error(409, 'uniqueness', 'Another user has this userName.');
      }
      const user = stored(instance, before);
      if (before) idByName.delete(nameKey(before.userName));
      idByName.set(name, user.id);
      users.set(user.id, user);
      return user;
    })
    .egress((resource, context) => {
      if (resource.id !== undefined) return found(users, resource.id);
      if (context.tuned) return picked(resource, users, idByName);
      const all = [...users.values()];
      return resource.filter ? resource.filter.match(all) : all;
    })
    .degress((resource) => {
      const { id, userName } = found(users, resource.id);
      idByName.delete(nameKey(userName));
      users.delete(id);
    });
}

function declareGroups(initial: readonly Group[]): void {
  const groups = new Map(initial.map((group) => [group.id, group]));
  SCIMMY.Resources.declare(SCIMMY.Resources.Group)
    .ingress((resource, instance) => {
      const before = resource.id === undefined ? undefined : found(groups, resource.id);
      const group = stored(instance, before);
      groups.set(group.id, group);
      return group;
    })
    .egress((resource) => {
      if (resource.id !== undefined) return found(groups, resource.id);
      const all = [...groups.values()];
      return resource.filter ? resource.filter.match(all) : all;
    })
    .degress((resource) => {
      groups.delete(found(groups, resource.id).id);
    });
}

/**
 * A user by userName from the Map, or one page in an array as long as the whole list: so SCIMMY's documentation
 * of ListResponse has it ("manipulation of array length").
 */
function picked(
  { filter, constraints = {} }: InstanceType<typeof SCIMMY.Resources.User>,
  users: ReadonlyMap<string, User>,
  idByName: ReadonlyMap<string, string>,
): User[] {
  if (filter) {
    const [, name] = Object(filter[0]).userName;
    const user = users.get(idByName.get(nameKey(name)) ?? '');
    return user ? [user] : [];
  }
  const { startIndex = 1, count = 20 } = constraints;
  const page = [...users.values()].slice(startIndex - 1, startIndex - 1 + count);
  page.length = users.size;
  return page;
}

function found<T>(store: ReadonlyMap<string, T>, id = ''): T {
  const resource = store.get(id);
  if (!resource) throw new SCIMMY.Types.Error(404, '', `Resource ${id} not found`);
  return resource;
}

function stored<T extends object>(instance: T, before: Stored | undefined): T & Stored {
  const now = new Date();
  const meta = { created: before?.meta.created ?? now, lastModified: now };
  return { ...instance, id: before?.id ?? randomUUID(), meta };
}

function userOf(n: number): User {
  return { ...person(n), id: scimmyUserId(n), meta: made() };
}

/** What is more than there are users gets ids of nobody. */
function groupOf(size: number, users: number) {
  const members = Array.from({ length: size }, (_, n) => ({
    value: scimmyUserId(n < users ? n : NOBODY + n),
    type: 'User',
  }));
  return { id: scimmyGroupId(size), displayName: `Of ${size}`, members, meta: made() };
}

function made() {
  const now = new Date();
  return { created: now, lastModified: now };
}

const nameKey = (userName: string) => userName.toLowerCase();
