/** A group by what does not change, or by its name exactly as it is written: whoever may create groups may name them. */
export type GroupNamed =
  | { readonly id: string }
  | { readonly directory: string; readonly externalId: string }
  | { readonly displayName: string };

/** A value of the groups claim that came by a connection. */
export interface ClaimedGroup {
  readonly connection: string;
  readonly value: string;
}

/** What may be asked of a person; all that is there must hold. */
export interface Condition {
  /** A member, directly or by a group in the group. */
  readonly group?: GroupNamed;
  /** A SCIM filter on the user (RFC 7644 section 3.4.2.2). */
  readonly filter?: string;
  /** Id of a connection that the person is linked by. */
  readonly connection?: string;
  readonly claimedGroup?: ClaimedGroup;
}

/** Why a condition holds, without a value of any attribute: an explanation is read by those who may not see them. */
export type Reason =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly name: string;
      readonly membership: 'direct' | 'indirect';
    }
  | { readonly kind: 'attributes'; readonly names: readonly string[] }
  | { readonly kind: 'connection'; readonly id: string }
  | { readonly kind: 'claimedGroup'; readonly connection: string; readonly value: string };

/** Characters of the filter of one condition. */
export const MAX_CONDITION_FILTER = 2_000;

/** Characters of the name of a group: memberships bear its first 256, and a name cut short is nobody's exactly. */
export const MAX_GROUP_NAME = 255;
