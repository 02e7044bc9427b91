import type { LifecycleState } from '#shared/identity/lifecycle-state.ts';

/** When somebody is to join and to leave (ISO 8601). */
export interface PlannedDates {
  readonly joinsAt?: string;
  readonly leavesAt?: string;
}

/** The dates that a directory said of somebody when it was last heard, and which one it was. */
export interface AnnouncedDates extends PlannedDates {
  readonly by: string;
}

/** Of later dates the text does not sort behind that of earlier ones any more. */
export const LAST_DATE = Date.UTC(9_999, 11, 31, 23, 59, 59, 999);

/** What is left of a plan after a move: who is in has joined, and who was let go, or comes back, plans anew. */
export function planAfter(
  { joinsAt, leavesAt }: PlannedDates,
  to: LifecycleState,
): { readonly planned?: PlannedDates } {
  if (to === 'deactivated') return {};
  const left = {
    ...(joinsAt !== undefined && to === 'staged' && { joinsAt }),
    ...(leavesAt !== undefined && { leavesAt }),
  };
  return Object.keys(left).length > 0 ? { planned: left } : {};
}

/** When something is to happen next. */
export function nextPlanned({ joinsAt, leavesAt }: PlannedDates): string | undefined {
  return [joinsAt, leavesAt].filter((date) => date !== undefined).sort()[0];
}
