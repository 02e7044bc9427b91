import type { NamedTests } from '../conformance/named-tests.ts';

/** What an IPSIE document asks for, and how far that is so. */
export interface Requirement {
  /** `MUST`, `SHOULD NOT` and the like, as RFC 2119 has them. */
  readonly level: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT';
  /** In our own words. */
  readonly says: string;
  readonly tests?: NamedTests;
  /** What is not so yet: all of it, or what the tests leave open. */
  readonly notYet?: string;
  /** Why there is nothing to show. */
  readonly because?: string;
}

/** Requirements of one document for one role, in the order in which it has them. */
export interface Part {
  /** Begins the ids of its requirements: `SL1-OP-1` is the first of `SL1-OP`. */
  readonly prefix: string;
  readonly title: string;
  readonly source: Source;
  readonly requirements: readonly Requirement[];
}

/** The documents have no ids and move still, so what was read is said by its date. */
export const sources = {
  levels: {
    name: 'IPSIE Levels, 25 February 2026',
    url: 'https://github.com/openid/ipsie/blob/main/ipsie-levels.md',
  },
  openid: {
    name: 'IPSIE SL1 OpenID Connect Profile, draft of 2 September 2025',
    url: 'https://openid.github.io/ipsie-openid-sl1/draft-openid-ipsie-sl1-profile.html',
  },
  scim: {
    name: 'IPSIE AL1 SCIM 2.0 Profile, draft of 12 December 2025',
    url: 'https://openid.github.io/ipsie-scim-al1/draft-ipsie-scim-al1-profile.html',
  },
} as const;

export type Source = keyof typeof sources;
export type State = 'shown' | 'partly' | 'not yet' | 'nothing to show';

export function stateOf({ tests, notYet }: Requirement): State {
  if (tests) return notYet === undefined ? 'shown' : 'partly';
  return notYet === undefined ? 'nothing to show' : 'not yet';
}
