import fc from 'fast-check';
import type {
  Change,
  Command,
  Email,
  Fields,
  MemberChange,
  Type,
  Where,
  Wrong,
} from './command.ts';

/** What one client does, or two do at the same time. */
export type Step = { readonly one: Act } | { readonly both: readonly [Act, Act] };

export interface Act {
  /** Which client. */
  readonly who: number;
  readonly command: Command;
}

/**
 * Ids are not known before the steps are taken: `user:3` stands for the third that was created by somebody whom the
 * client shares people with, whether it is still there or not; `any:3` for the third of all.
 */
const placeholder = (type: 'user' | 'group' | 'any') =>
  fc.nat({ max: 5 }).map((n) => `${type}:${n}`);
const mainly = <T>(usual: fc.Arbitrary<T>, ...unusual: fc.Arbitrary<T>[]) =>
  fc.oneof({ weight: 20, arbitrary: usual }, ...unusual);
const userId = mainly(placeholder('user'), placeholder('any'));
const groupId = mainly(placeholder('group'), placeholder('any'));
const memberId = fc.oneof({ weight: 4, arbitrary: userId }, { weight: 1, arbitrary: groupId });
const idOf = (type: Type) => (type === 'User' ? userId : groupId);

// Few values, so that they meet.
const texts = {
  userName: fc.constantFrom('ann', 'Ann', 'bob', 'BOB', 'cyd', 'dan', 'eve'),
  displayName: fc.constantFrom('Red', 'RED', 'Reddish', 'Blue'),
  externalId: fc.constantFrom('e1', 'e2', 'E1'),
  title: fc.constantFrom('Dr', 'Mr'),
  department: fc.constantFrom('North', 'South'),
};
const emailType = fc.constantFrom('work', 'home');
const address = fc.constantFrom('m1@x.example', 'm2@x.example');
const email: fc.Arbitrary<Email> = fc.record({ type: emailType, value: address });
const wrong: fc.Arbitrary<Change> = fc
  .constantFrom<Wrong[]>('path', 'readOnly', 'required', 'type', 'op')
  .map((each) => ({ wrong: each }));

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const mostly = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 9 });

const userFields: fc.Arbitrary<Fields> = fc.record({
  userName: mostly(texts.userName),
  displayName: maybe(texts.displayName),
  externalId: maybe(texts.externalId),
  title: maybe(texts.title),
  department: maybe(texts.department),
  active: fc.constantFrom(undefined, undefined, undefined, true, false, false, 'perhaps' as const),
  emails: maybe(fc.array(email, { maxLength: 3 })),
});

const groupFields: fc.Arbitrary<Fields> = fc.record({
  displayName: mostly(texts.displayName),
  externalId: maybe(texts.externalId),
  members: maybe(fc.array(memberId, { maxLength: 4 })),
});

const change = <T extends Change>(arbitrary: fc.Arbitrary<T>, weight = 1) => ({
  weight,
  arbitrary,
});

const setText = (name: keyof typeof texts) => texts[name].map((to) => ({ set: name, to }));

const userChange: fc.Arbitrary<Change> = fc.oneof(
  change(setText('title'), 2),
  change(setText('displayName')),
  change(setText('userName')),
  change(setText('externalId')),
  change(setText('department')),
  change(
    fc.boolean().map((to) => ({ set: 'active' as const, to })),
    3,
  ),
  change(
    fc
      .constantFrom(
        'title' as const,
        'displayName' as const,
        'externalId' as const,
        'emails' as const,
      )
      .map((clear) => ({ clear })),
    2,
  ),
  change(
    email.map((addEmail) => ({ addEmail })),
    2,
  ),
  change(fc.record({ setEmail: emailType, to: address }), 2),
  change(emailType.map((dropEmails) => ({ dropEmails }))),
  change(wrong),
);

const memberChange: fc.Arbitrary<MemberChange> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(memberId, { minLength: 1, maxLength: 3 })
      .map((addMembers) => ({ addMembers })),
  },
  { weight: 3, arbitrary: memberId.map((dropMember) => ({ dropMember })) },
  {
    weight: 1,
    arbitrary: fc
      .array(memberId, { minLength: 1, maxLength: 2 })
      .map((dropMembers) => ({ dropMembers })),
  },
  {
    weight: 1,
    arbitrary: fc.array(memberId, { maxLength: 3 }).map((setMembers) => ({ setMembers })),
  },
);

const groupChange: fc.Arbitrary<Change> = fc.oneof(
  change(memberChange, 8),
  change(fc.constant({ clear: 'members' as const })),
  change(setText('displayName'), 2),
  change(setText('externalId')),
  change(fc.constant({ clear: 'externalId' as const })),
  change(wrong),
);

const leaf = (type: Type): fc.Arbitrary<Where> => {
  const is = <Name extends Extract<Where, { is: unknown }>['is']>(
    name: Name,
    value: fc.Arbitrary<string>,
  ) => value.map((text) => ({ is: name, value: text }));
  const shared = [
    is('externalId', texts.externalId),
    is('displayName', texts.displayName),
    texts.displayName.map((value) => ({
      starts: 'displayName' as const,
      value: value.slice(0, 3),
    })),
    is('id', idOf(type)),
  ];
  if (type === 'Group') {
    return fc.oneof(...shared, is('member', memberId), fc.constant({ has: 'members' as const }));
  }
  return fc.oneof(
    ...shared,
    is('userName', texts.userName),
    is('email', address),
    is('department', texts.department),
    is('group', groupId),
    fc.boolean().map((active) => ({ active })),
    fc.constantFrom({ has: 'title' as const }, { has: 'groups' as const }),
  );
};

const where = (type: Type): fc.Arbitrary<Where> => {
  const one = leaf(type);
  return fc.oneof(
    { weight: 4, arbitrary: one },
    { weight: 1, arbitrary: one.map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.tuple(one, one).map((and) => ({ and })) },
    { weight: 1, arbitrary: fc.tuple(one, one).map((or) => ({ or })) },
  );
};

const writes = (type: Type): fc.WeightedArbitrary<Command>[] => {
  const fields = type === 'User' ? userFields : groupFields;
  const changes = fc.array(type === 'User' ? userChange : groupChange, {
    minLength: 1,
    maxLength: 3,
  });
  const id = idOf(type);
  const typed = { type: fc.constant(type) };
  return [
    { weight: 6, arbitrary: fc.record({ do: fc.constant('create' as const), ...typed, fields }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('replace' as const), ...typed, id, fields }),
    },
    {
      weight: 7,
      arbitrary: fc.record({ do: fc.constant('patch' as const), ...typed, id, changes }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), ...typed, id }) },
  ];
};

const reads = (type: Type): fc.WeightedArbitrary<Command>[] => {
  const typed = { type: fc.constant(type) };
  const list = {
    do: fc.constant('list' as const),
    ...typed,
    startIndex: fc.constantFrom(1, 1, 1, 2, 3, 0, -1, 9),
    count: fc.constantFrom(100, 100, 2, 1, 0, -1),
  };
  return [
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('read' as const), ...typed, id: idOf(type) }),
    },
    { weight: 1, arbitrary: fc.record(list) },
    { weight: 3, arbitrary: fc.record({ ...list, where: where(type) }) },
  ];
};

// The first two clients share their people, so most of what happens is between them.
const who = fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 1, 2, 3);
const acts = (commands: readonly fc.WeightedArbitrary<Command>[]): fc.Arbitrary<Act> =>
  fc.record({ who, command: fc.oneof(...commands) });

const anything = acts([...writes('User'), ...writes('Group'), ...reads('User'), ...reads('Group')]);
const writing = acts([...writes('User'), ...writes('Group')]);
const changing = (type: Type) => acts(writes(type).slice(1));

/** Two changes of one and the same resource. */
const rivals = (type: Type): fc.Arbitrary<readonly [Act, Act]> =>
  fc.tuple(changing(type), changing(type)).map(([first, second]) => {
    const id = 'id' in first.command ? first.command.id : '';
    return [
      first,
      { who: first.who < 2 ? second.who % 2 : first.who, command: { ...second.command, id } },
    ];
  });

const pairs = fc.oneof(fc.tuple(writing, writing), rivals('User'), rivals('Group'));

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: anything.map((one) => ({ one })) },
    { weight: 1, arbitrary: pairs.map((both) => ({ both })) },
  ),
  { maxLength: 80, size: 'max' },
);

const opener = (who: number, type: Type, fields: Fields): Step => ({
  one: { who, command: { do: 'create', type, fields } },
});

/** People to begin with, so that the first steps are not about nobody. */
export const opening: readonly Step[] = [
  opener(0, 'User', { userName: 'ann', externalId: 'e1' }),
  opener(1, 'User', { userName: 'bob', title: 'Dr' }),
  opener(1, 'User', { userName: 'cyd', active: false }),
  opener(0, 'Group', { displayName: 'Red', members: ['user:0', 'user:1'] }),
  opener(1, 'Group', { displayName: 'Blue', externalId: 'e1' }),
  opener(2, 'User', { userName: 'ann' }),
  opener(2, 'Group', { displayName: 'Red', members: ['user:0'] }),
  opener(3, 'User', { userName: 'ann' }),
];
