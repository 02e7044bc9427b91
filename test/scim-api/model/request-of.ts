import { ENTERPRISE_USER, GROUP, PATCH_OP, USER } from '#shared/scim/messages.ts';
import { withQuery } from '../support/request-bodies.ts';
import type { Change, Command, Fields, MemberChange, Text, Type, Where, Wrong } from './command.ts';

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

const DEPARTMENT = `${ENTERPRISE_USER}:department`;

/** How SCIM spells a command. */
export function requestOf(command: Command): SentRequest {
  const path = `/${command.type}s`;
  switch (command.do) {
    case 'create':
      return { method: 'POST', path, body: bodyOf(command.type, command.fields) };
    case 'replace': {
      const body = bodyOf(command.type, command.fields);
      return { method: 'PUT', path: `${path}/${command.id}`, body };
    }
    case 'patch': {
      const Operations = command.changes.map((change) => operationOf(command.type, change));
      const body = { schemas: [PATCH_OP], Operations };
      return { method: 'PATCH', path: `${path}/${command.id}`, body };
    }
    case 'delete':
      return { method: 'DELETE', path: `${path}/${command.id}` };
    case 'read':
      return { method: 'GET', path: `${path}/${command.id}` };
    case 'list': {
      const { startIndex, count, where } = command;
      const query = { startIndex, count, ...(where && { filter: filterOf(where) }) };
      return { method: 'GET', path: withQuery(path, query) };
    }
  }
}

function bodyOf(type: Type, { department, members, ...rest }: Fields): object {
  return {
    schemas: type === 'Group' ? [GROUP] : [USER, ENTERPRISE_USER],
    ...rest,
    ...(department !== undefined && { [ENTERPRISE_USER]: { department } }),
    ...(members && { members: members.map((value) => ({ value })) }),
  };
}

const pathOf = (name: Text | 'active' | 'emails' | 'members') =>
  name === 'department' ? DEPARTMENT : name;

const valuesOf = (ids: readonly string[]) => ids.map((value) => ({ value }));

function operationOf(type: Type, change: Change): object {
  if ('wrong' in change) return wrong(type)[change.wrong];
  if ('set' in change) return { op: 'replace', path: pathOf(change.set), value: change.to };
  if ('clear' in change) return { op: 'remove', path: pathOf(change.clear) };
  if ('addEmail' in change) return { op: 'add', path: 'emails', value: [change.addEmail] };
  if ('dropEmails' in change) {
    return { op: 'remove', path: `emails[type eq "${change.dropEmails}"]` };
  }
  if ('setEmail' in change) {
    const path = `emails[type eq "${change.setEmail}"].value`;
    return { op: 'replace', path, value: change.to };
  }
  return memberOperationOf(change);
}

function memberOperationOf(change: MemberChange): object {
  const path = 'members';
  if ('addMembers' in change) return { op: 'add', path, value: valuesOf(change.addMembers) };
  if ('setMembers' in change) return { op: 'replace', path, value: valuesOf(change.setMembers) };
  if ('dropMembers' in change) return { op: 'remove', path, value: valuesOf(change.dropMembers) };
  return { op: 'remove', path: `members[value eq "${change.dropMember}"]` };
}

const wrong = (type: Type): Record<Wrong, object> => {
  const [required, text] = type === 'User' ? ['userName', 'title'] : ['displayName', 'displayName'];
  return {
    path: { op: 'add', path: 'noSuch', value: 1 },
    readOnly: { op: 'replace', path: 'id', value: 'another' },
    required: { op: 'remove', path: required },
    type: { op: 'replace', path: text, value: { not: 'a text' } },
    op: { op: 'move', path: text, value: 'x' },
  };
};

const names: Record<Extract<Where, { is: unknown }>['is'], string> = {
  userName: 'userName',
  displayName: 'displayName',
  externalId: 'externalId',
  title: 'title',
  department: DEPARTMENT,
  email: 'emails.value',
  id: 'id',
  member: 'members.value',
  group: 'groups.value',
};

function filterOf(where: Where): string {
  if ('not' in where) return `not (${filterOf(where.not)})`;
  if ('and' in where) return where.and.map((part) => `(${filterOf(part)})`).join(' and ');
  if ('or' in where) return where.or.map((part) => `(${filterOf(part)})`).join(' or ');
  if ('active' in where) return `active eq ${where.active}`;
  if ('has' in where) return `${where.has} pr`;
  if ('starts' in where) return `${where.starts} sw ${JSON.stringify(where.value)}`;
  return `${names[where.is]} eq ${JSON.stringify(where.value)}`;
}
