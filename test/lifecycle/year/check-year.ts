import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { LifecycleWorld } from '../support/lifecycle-world.ts';
import { brakeViolations } from './check-brake.ts';
import { violationsOf } from './check-person.ts';
import { inLanes } from './in-lanes.ts';
import { stepsIn } from './steps.ts';
import { type Account, type Stage, stages, type Year } from './year.ts';

/** What is kept of everybody at the end. */
export async function accountsOf(world: LifecycleWorld, { people }: Year): Promise<Account[]> {
  return await inLanes(people, async (person) => {
    const between = ['EVENT#', 'EVENT#~'] as const;
    const rows = await world.table.query({ pk: `T#acme#USER#${person.id}`, between });
    const user = await world.user(person.id);
    const state = user ? stateOf(user) : 'deleted';
    return { person, records: rows.map(outboxRecord), state, version: user?.version };
  });
}

/** Everything that is not as the policy, its brake and its exclusions have it; in words. */
export function violationsIn(year: Year, accounts: readonly Account[]): string[] {
  return [
    ...accounts.flatMap((account) => violationsOf(account, year)),
    ...brakeViolations(accounts, year.releases),
  ];
}

export function stepCounts(accounts: readonly Account[]): Record<Stage, number> {
  const steps = accounts.flatMap(({ records }) => stepsIn(records));
  const counts = { warned: 0, suspended: 0, deactivated: 0, deleted: 0 };
  for (const stage of stages) counts[stage] = steps.filter((step) => step.stage === stage).length;
  return counts;
}
