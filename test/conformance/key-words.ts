import type { Rfc } from './requirement.ts';

/**
 * Lines of the RFCs' texts with one of the key words MUST, SHALL, REQUIRED, SHOULD or RECOMMENDED, by section.
 * What `grep -nE '\b(MUST|SHALL|REQUIRED|SHOULD|RECOMMENDED)\b'` finds in rfc7644.txt and the like.
 */
export const keyWords: Readonly<Record<Rfc, Readonly<Record<string, readonly number[]>>>> = {
  7643: {},
  7644: {
    '3.3': [580, 584, 602, 603, 605, 625],
  },
  9865: {},
};
