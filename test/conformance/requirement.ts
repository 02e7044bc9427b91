import type { NamedTests } from './named-tests.ts';

/** How strongly an RFC asks for something (RFC 2119). */
type Level = 'MUST' | 'MUST NOT' | 'SHALL' | 'SHALL NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';

interface Said {
  /** Where the key words stand in the RFC's text at rfc-editor.org, as numbers of lines. */
  readonly lines: readonly [number, ...number[]];
  readonly level: Level;
  /** What is asked for, in our own words. */
  readonly says: string;
}

interface Shown extends Said {
  readonly tests: NamedTests;
  /** What is different in which dialects. */
  readonly dialects?: string;
}

interface NotShown extends Said {
  /** Why there is nothing to test here. */
  readonly because: string;
}

export type Requirement = Shown | NotShown;

export type Rfc = 7643 | 7644 | 9865;

/** What one section of an RFC requires. */
export interface Section {
  readonly rfc: Rfc;
  readonly number: string;
  readonly title: string;
  readonly requirements: readonly Requirement[];
}

/** `7644-3.3:580`: RFC, section, and the line on which the requirement begins. */
export function requirementId({ rfc, number }: Section, { lines }: Requirement): string {
  return `${rfc}-${number}:${lines[0]}`;
}
