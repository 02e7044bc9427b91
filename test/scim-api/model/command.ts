/** What a client can ask for in the model, without a word of how SCIM spells it. */
export type Command =
  | { readonly do: 'create'; readonly type: Type; readonly fields: Fields }
  | { readonly do: 'replace'; readonly type: Type; readonly id: string; readonly fields: Fields }
  | {
      readonly do: 'patch';
      readonly type: Type;
      readonly id: string;
      readonly changes: readonly Change[];
    }
  | { readonly do: 'delete'; readonly type: Type; readonly id: string }
  | { readonly do: 'read'; readonly type: Type; readonly id: string }
  | {
      readonly do: 'list';
      readonly type: Type;
      readonly where?: Where;
      readonly startIndex: number;
      readonly count: number;
    };

export type Type = 'User' | 'Group';

export interface Email {
  readonly type: string;
  readonly value: string;
}

/** The attributes of a body; one that is `undefined` is left out. */
export interface Fields {
  readonly userName?: string | undefined;
  readonly displayName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly title?: string | undefined;
  readonly department?: string | undefined;
  readonly active?: boolean | 'perhaps' | undefined;
  readonly emails?: readonly Email[] | undefined;
  readonly members?: readonly string[] | undefined;
}

/** One operation of a PATCH. */
export type Change =
  | { readonly set: Text; readonly to: string }
  | { readonly set: 'active'; readonly to: boolean }
  | { readonly clear: Text | 'emails' | 'members' }
  | { readonly addEmail: Email }
  | { readonly setEmail: string; readonly to: string }
  | { readonly dropEmails: string }
  | MemberChange
  | { readonly wrong: Wrong };

export type MemberChange =
  | { readonly addMembers: readonly string[] }
  | { readonly setMembers: readonly string[] }
  | { readonly dropMember: string }
  /** By a list of values, which only some dialects understand. */
  | { readonly dropMembers: readonly string[] };

export type Text = 'userName' | 'displayName' | 'externalId' | 'title' | 'department';

/** Operations that are refused whatever the state is. */
export type Wrong = 'path' | 'readOnly' | 'required' | 'type' | 'op';

export type Where =
  | { readonly is: Text | 'email' | 'id' | 'member' | 'group'; readonly value: string }
  | { readonly starts: 'displayName'; readonly value: string }
  | { readonly active: boolean }
  | { readonly has: 'title' | 'members' | 'groups' }
  | { readonly not: Where }
  | { readonly and: readonly [Where, Where] }
  | { readonly or: readonly [Where, Where] };
