import type { ErrorCode } from '#shared/kernel/domain-error.ts';

interface Email {
  value?: string;
  type?: string;
  primary?: boolean;
}

/** A user as the model keeps it. */
export interface ModelUser {
  userName: string;
  title?: string;
  name?: { givenName?: string; familyName?: string };
  emails?: Email[];
}

export type ModelOperation =
  | { kind: 'title'; op: 'add' | 'replace'; value: string | null }
  | { kind: 'title'; op: 'remove' }
  | { kind: 'givenName'; op: 'add' | 'replace'; value: string | null }
  | { kind: 'givenName'; op: 'remove' }
  | { kind: 'emails'; op: 'add' | 'replace'; value: Email[] }
  | { kind: 'emails'; op: 'remove' }
  | { kind: 'matching'; op: 'remove'; type: string }
  | { kind: 'matching'; op: 'replace'; type: string; value: Email }
  | { kind: 'matchingValue'; op: 'add' | 'replace'; type: string; value: string }
  | { kind: 'matchingPrimary'; op: 'add' | 'replace'; type: string; value: boolean };

/** The same operation as a client writes it. */
export function written(operation: ModelOperation): object {
  const { op } = operation;
  const value = 'value' in operation ? { value: operation.value } : {};
  return { op, path: pathOf(operation), ...value };
}

function pathOf(operation: ModelOperation): string {
  if (operation.kind === 'givenName') return 'name.givenName';
  if (operation.kind === 'title' || operation.kind === 'emails') return operation.kind;
  const sub = { matching: '', matchingValue: '.value', matchingPrimary: '.primary' };
  return `emails[type eq "${operation.type}"]${sub[operation.kind]}`;
}

/** RFC 7644 3.5.2 to the letter, one case after the other; changes the user that it is given. */
export function applyInModel(user: ModelUser, operation: ModelOperation): ErrorCode | undefined {
  switch (operation.kind) {
    case 'title':
      if (operation.op === 'remove' || operation.value === null) delete user.title;
      else user.title = operation.value;
      return undefined;
    case 'givenName': {
      const name = { ...user.name };
      if (operation.op === 'remove' || operation.value === null) delete name.givenName;
      else name.givenName = operation.value;
      delete user.name;
      if (Object.keys(name).length > 0) user.name = name;
      return undefined;
    }
    case 'emails':
      return changeEmails(user, operation);
    default:
      return changeMatching(user, operation);
  }
}

function changeEmails(
  user: ModelUser,
  operation: Extract<ModelOperation, { kind: 'emails' }>,
): ErrorCode | undefined {
  if (operation.op === 'remove') return setEmails(user, []);
  const given = distinct(operation.value);
  if (given.filter(({ primary }) => primary).length > 1) return 'invalidValue';
  if (operation.op === 'replace') return setEmails(user, given);
  const before = user.emails ?? [];
  const fresh = given.filter((each) => !before.some((old) => contains(old, each)));
  const demoted = fresh.some(({ primary }) => primary) ? before.map(demote) : before;
  return setEmails(user, [...demoted, ...fresh]);
}

function changeMatching(
  user: ModelUser,
  operation: Exclude<ModelOperation, { kind: 'title' | 'givenName' | 'emails' }>,
): ErrorCode | undefined {
  const before = user.emails ?? [];
  const matched = before.filter(({ type }) => type === operation.type);
  if (operation.op === 'remove') {
    return setEmails(
      user,
      before.filter((each) => !matched.includes(each)),
    );
  }
  if (matched.length === 0) return 'noTarget';
  const changed = matched.map((each) => {
    if (operation.kind === 'matching') return { ...operation.value };
    if (operation.kind === 'matchingValue') return { ...each, value: operation.value };
    return { ...each, primary: operation.value };
  });
  if (changed.filter(({ primary }) => primary).length > 1) return 'invalidValue';
  const rest = changed.some(({ primary }) => primary) ? demote : (each: Email) => each;
  const after = before.map((each) => {
    const index = matched.indexOf(each);
    return index < 0 ? rest(each) : (changed[index] ?? each);
  });
  return setEmails(user, after);
}

function setEmails(user: ModelUser, emails: Email[]): undefined {
  delete user.emails;
  if (emails.length > 0) user.emails = distinct(emails);
}

function demote(email: Email): Email {
  return email.primary ? { ...email, primary: false } : email;
}

function contains(whole: Email, part: Email): boolean {
  return (
    whole.value === part.value &&
    (part.type === undefined || part.type === whole.type) &&
    (part.primary === undefined || part.primary === whole.primary)
  );
}

function distinct(emails: readonly Email[]): Email[] {
  const result: Email[] = [];
  for (const email of emails) {
    const at = result.findIndex(({ value, type }) => value === email.value && type === email.type);
    if (at < 0) result.push({ ...email });
    else result[at] = { ...result[at], ...email };
  }
  return result;
}
