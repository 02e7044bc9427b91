import type { History, Observation } from './observation.ts';

/** What a server may answer to requests that are right: done, refused by If-Match, or too busy and nothing done. */
const ALLOWED = [200, 204, 412, 429];

type State = ReadonlySet<string>;
type Done = Observation & { readonly version: number };

/**
 * Everything in a history that cannot be if each change takes effect once, whole, at one moment between its request
 * and its answer (linearizability), and versions count the changes. Empty: none was found.
 */
export function checkHistory(history: History): string[] {
  const { observations } = history;
  const writes = observations.filter(isDone).filter(({ action }) => action.do !== 'read');
  const inOrder = writes.toSorted((one, other) => one.version - other.version);
  return [
    ...observations.flatMap((each) => statusProblems(each)),
    ...versionProblems(history, inOrder),
    ...observations.filter(isDone).flatMap((each) => timeProblems(each, writes, history)),
    ...observations.flatMap((each) => preconditionProblems(each, writes)),
    ...stateProblems(history, statesOf(history, inOrder)),
  ];
}

function isDone(observation: Observation): observation is Done {
  return observation.status < 300 && observation.version !== undefined;
}

function statusProblems(each: Observation): string[] {
  if (!ALLOWED.includes(each.status)) return [`${named(each)} was answered with ${each.status}`];
  const done = each.status < 300;
  return done && each.version === undefined ? [`${named(each)} was done and has no version`] : [];
}

/** Each change has a version of its own, and none is missing. */
function versionProblems({ before, after }: History, inOrder: readonly Done[]): string[] {
  const last = before.version + inOrder.length;
  const ends = after.version === last ? [] : [`ends at ${after.version} after ${last - 1} changes`];
  const gaps = inOrder.flatMap((each, index) => {
    const expected = before.version + 1 + index;
    return each.version === expected
      ? []
      : [`${named(each)} made version ${each.version}, not ${expected}`];
  });
  return [...gaps, ...ends];
}

/** What was over before a request began is visible to it; what began after its answer is not. */
function timeProblems(each: Done, writes: readonly Done[], { before }: History): string[] {
  const versionsOf = (some: readonly Done[]) => some.map(({ version }) => version);
  const isWrite = each.action.do !== 'read';
  const over = versionsOf(writes.filter((write) => write.to < each.from));
  const begun = versionsOf(writes.filter((write) => write.from < each.to));
  const least = Math.max(before.version, ...over) + (isWrite ? 1 : 0);
  const most = Math.max(before.version, ...begun);
  const fits = each.version >= least && each.version <= most;
  return fits ? [] : [`${named(each)} saw version ${each.version}, not ${least} to ${most}`];
}

function preconditionProblems(each: Observation, writes: readonly Done[]): string[] {
  const { ifMatch, status, version } = each;
  if (ifMatch === undefined) return status === 412 ? [`${named(each)} was refused unasked`] : [];
  if (status === 412) {
    const changed = writes.some((write) => write.version > ifMatch && write.from < each.to);
    return changed ? [] : [`${named(each)} was refused though nobody changed version ${ifMatch}`];
  }
  if (version === undefined || version === ifMatch + 1) return [];
  return [`${named(each)} got past If-Match ${ifMatch} and made version ${version}`];
}

/** What the resource held at each version, by carrying out the changes in the order of their versions. */
function statesOf({ before }: History, inOrder: readonly Done[]): Map<number, State> {
  let state = new Set(before.values);
  const states = new Map<number, State>([[before.version, state]]);
  for (const { action, version } of inOrder) {
    state = new Set(state);
    if (action.do === 'add') state.add(action.value);
    if (action.do === 'remove') state.delete(action.value);
    states.set(version, state);
  }
  return states;
}

function stateProblems(history: History, states: ReadonlyMap<number, State>): string[] {
  const { observations, after, mayShowNewer } = history;
  const end = states.get(after.version);
  const ending = end && same(end, after.values) ? [] : ['does not end as its changes made it'];
  const shown = observations.filter(isDone).flatMap((each) => {
    if (!each.values) return [];
    const possible = [...states].filter(
      ([version]) => version === each.version || (mayShowNewer && version > each.version),
    );
    return fitsBetween(
      possible.map(([, state]) => state),
      each.values,
    )
      ? []
      : [`${named(each)} shows what version ${each.version} does not hold`];
  });
  return [...shown, ...ending];
}

/** Holds everything that all of the states hold, and nothing that none of them does. */
function fitsBetween(states: readonly State[], values: readonly string[]): boolean {
  const [first, ...others] = states;
  if (!first) return false;
  const always = [...first].filter((value) => others.every((state) => state.has(value)));
  const shown = new Set(values);
  return (
    shown.size === values.length &&
    always.every((value) => shown.has(value)) &&
    values.every((value) => states.some((state) => state.has(value)))
  );
}

function same(state: State, values: readonly string[]): boolean {
  return fitsBetween([state], values);
}

function named({ client, action, from, to }: Observation): string {
  const what = action.do === 'read' ? 'read' : `${action.do} ${action.value}`;
  return `client ${client}: ${what} (${from}-${to})`;
}
