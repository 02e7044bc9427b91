import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Change } from '#shared/identity/identity-store.ts';
import type { MemberOf, ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Activity } from '#shared/lifecycle/activity.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import type { Progress } from '#shared/lifecycle/progress.ts';
import type { Sweep } from '#shared/lifecycle/run.ts';
import type { Stage } from '#shared/lifecycle/stages.ts';

/** One line of a plan: in which realm, who, and to which stage. */
export type PlanEntry = readonly [realm: string, userId: string, stage: Stage];

export interface PlanPart {
  readonly runId: string;
  /** From 0. */
  readonly number: number;
  readonly entries: readonly PlanEntry[];
}

export interface DuePage {
  readonly due: readonly Progress[];
  /** Where the next page begins; absent at the end. */
  readonly next?: string;
}

/** Somebody whom a policy deleted, as they were last. */
export interface Tombstone {
  readonly user: ResourceRecord;
  readonly groups: readonly MemberOf[];
  /** ISO 8601. */
  readonly deletedAt: string;
}

/** What has to be true, and what becomes of it, in one transaction. */
export interface StepCommit {
  /** Replaces the one of the revision before. */
  readonly progress: Progress;
  /** The same; absent when nobody keeps count. */
  readonly sweep?: Sweep;
  /** The activity must still be that one, or none. */
  readonly seen?: { readonly activity: Activity | undefined };
  /** The change of the user, or what tells of it where there is none. */
  readonly change?: Change;
  readonly outbox?: OutboxRecord;
  readonly tombstone?: Tombstone;
  /** Takes the tombstone away again. */
  readonly raised?: boolean;
}

/** Policies of tenants and how far they have come. Reads see every earlier write, but for `due`, which may lag. */
export interface LifecycleStore {
  /** The version in force, or another one. */
  policy(tenantId: string, version?: number): Promise<Policy | undefined>;
  /** @throws DomainError `conflict` when another version came first. */
  setPolicy(tenantId: string, policy: Policy, outbox: OutboxRecord): Promise<void>;

  sweep(tenantId: string): Promise<Sweep>;
  /** Replaces the one of the revision before, with a part of its plan and what tells of it. @throws LostRace. */
  replaceSweep(
    sweep: Sweep,
    beside?: { readonly part?: PlanPart; readonly outbox?: OutboxRecord },
  ): Promise<void>;
  part(tenantId: string, runId: string, number: number): Promise<readonly PlanEntry[]>;

  /** Whoever has to be looked at by that day (days since the epoch), in no order that means anything. */
  due(tenantId: string, day: number, after: string | undefined, limit: number): Promise<DuePage>;
  progress(scope: Scope, userId: string): Promise<Progress | undefined>;
  /** Of the first revision: unless there is one. Of a later one: replaces the one before. Whether it did. */
  keepProgress(progress: Progress): Promise<boolean>;
  /** Of somebody who is no more; unless it was changed meanwhile. */
  dropProgress(progress: Progress): Promise<void>;
  tombstone(scope: Scope, userId: string): Promise<Tombstone | undefined>;

  /** @throws LostRace when progress or sweep are not as read, or the person was seen; what a change throws. */
  commitStep(step: StepCommit): Promise<void>;
}
