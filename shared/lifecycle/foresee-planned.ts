import { userNameOf } from '#shared/identity/resource-record.ts';
import {
  type FirePorts,
  isOf,
  type PlannedPage,
  type PlannedRule,
  ruleDue,
} from '#shared/lifecycle/fire-planned.ts';

/** Somebody whose date has come and is not kept yet. */
export interface ForeseenDate {
  readonly id: string;
  readonly userName: string;
  readonly rule: PlannedRule;
}

const PAGE = 100;

/** Which planned dates of a tenant would be kept at this moment. */
export async function foreseePlanned(
  { planned, store, clock }: Pick<FirePorts, 'planned' | 'store' | 'clock'>,
  tenantId: string,
  hasTime: () => boolean,
): Promise<ForeseenDate[]> {
  const found: ForeseenDate[] = [];
  let after: string | undefined;
  do {
    const page: PlannedPage = await planned.plannedDue(clock.now(), PAGE, after);
    for (const { scope, id } of page.users.filter((each) => isOf(each, tenantId))) {
      const user = await store.resource(scope, 'User', id);
      const rule = user && ruleDue(user, clock.now());
      if (rule) found.push({ id, userName: userNameOf(user), rule });
    }
    after = page.next;
  } while (after !== undefined && hasTime());
  return found;
}
