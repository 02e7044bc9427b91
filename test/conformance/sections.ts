import type { Section } from './requirement.ts';
import { creating } from './rfc7644/3-3-creating.ts';

/** Every section of the RFCs that asks something of a server, in their order. */
export const sections: readonly Section[] = [creating];
