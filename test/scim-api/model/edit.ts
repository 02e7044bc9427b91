import type { Change, Email, Fields, MemberChange, Type, Wrong } from './command.ts';
import type { Fault, Kept, Speaker, Stored } from './state.ts';

export const missing: Fault = { status: 404 };
export const invalid: Fault = { status: 400, scimType: 'invalidValue' };
export const taken: Fault = { status: 409, scimType: 'uniqueness' };
const wrongs: Record<Wrong, Fault> = {
  path: { status: 400, scimType: 'invalidPath' },
  readOnly: { status: 400, scimType: 'mutability' },
  required: { status: 400, scimType: 'mutability' },
  type: invalid,
  op: { status: 400, scimType: 'invalidSyntax' },
};

/** What is wrong with a body whatever the state is. */
export function wrongIn(type: Type, { active, userName, displayName }: Fields): Fault[] {
  const name = type === 'User' ? userName : displayName;
  return active === 'perhaps' || name === undefined ? [invalid] : [];
}

/** A whole body in place of what there was; what a body does not say is gone, but for `active`. */
export function withFields({ directory }: Speaker, before: Kept, fields: Fields): Kept {
  const { externalId, members = [], emails = [], active, ...texts } = fields;
  const { [directory]: _, ...others } = before.externalIds;
  const after: Kept = { ...structuredClone(before), fields: {}, members: [...new Set(members)] };
  after.externalIds = externalId === undefined ? others : { ...others, [directory]: externalId };
  if (before.type === 'User') {
    after.fields.active = active === 'perhaps' ? true : (active ?? before.fields.active ?? true);
  }
  for (const [name, value] of Object.entries(texts)) {
    if (value !== undefined) Object.assign(after.fields, { [name]: value });
  }
  setEmails(after.fields, emails);
  return after;
}

/** Each pair of value and type once. */
function setEmails(fields: Stored, emails: readonly Email[]): void {
  const once = new Map(emails.map((email) => [`${email.value} ${email.type}`, email]));
  if (once.size === 0) delete fields.emails;
  else fields.emails = [...once.values()];
}

export function applyChange(speaker: Speaker, after: Kept, change: Change): Fault[] {
  if ('wrong' in change) return [wrongs[change.wrong]];
  if ('setEmail' in change) return setEmail(speaker, after.fields, change.setEmail, change.to);
  if ('dropMembers' in change && !speaker.lenient) return [invalid];
  const emails = after.fields.emails ?? [];
  if ('addEmail' in change) setEmails(after.fields, [...emails, change.addEmail]);
  else if ('dropEmails' in change) {
    setEmails(
      after.fields,
      emails.filter(({ type }) => type !== change.dropEmails),
    );
  } else if ('set' in change || 'clear' in change) setOrClear(speaker, after, change);
  else after.members = membersAfter(after.members, change);
  return [];
}

function setEmail({ lenient }: Speaker, fields: Stored, type: string, value: string): Fault[] {
  const emails = fields.emails ?? [];
  const isThere = emails.some((email) => email.type === type);
  if (!isThere && !lenient) return [{ status: 400, scimType: 'noTarget' }];
  const some = isThere ? emails : [...emails, { type, value }];
  setEmails(
    fields,
    some.map((email) => (email.type === type ? { type, value } : email)),
  );
  return [];
}

function membersAfter(members: readonly string[], change: MemberChange): string[] {
  if ('addMembers' in change) return [...new Set([...members, ...change.addMembers])];
  if ('setMembers' in change) return [...new Set(change.setMembers)];
  const gone = 'dropMember' in change ? [change.dropMember] : change.dropMembers;
  return members.filter((id) => !gone.includes(id));
}

function setOrClear(
  { directory }: Speaker,
  after: Kept,
  change: Extract<Change, { set: unknown } | { clear: unknown }>,
): void {
  const name = 'set' in change ? change.set : change.clear;
  const value = 'set' in change ? change.to : undefined;
  if (name === 'members') after.members = [];
  else if (name === 'externalId') {
    const { [directory]: _, ...others } = after.externalIds;
    after.externalIds = value === undefined ? others : { ...others, [directory]: String(value) };
  } else if (value === undefined) delete after.fields[name];
  else Object.assign(after.fields, { [name]: value });
}
