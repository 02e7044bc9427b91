import { EventBridge } from '../event-bridge/event-bridge.ts';
import { EventBuses } from '../event-bridge/event-bus.ts';
import type { BusEvent } from '../event-bridge/put-events.ts';
import { configureRule, type RuleConfiguration, type RuleTarget } from '../event-bridge/rule.ts';
import { openTarget, type TargetSurroundings } from '../event-bridge/target.ts';
import { runSchedule } from '../schedule/run-schedule.ts';
import { configureSchedule } from '../schedule/schedule-configuration.ts';
import { parseScheduleExpression } from '../schedule/schedule-expression.ts';
import { scheduledEvent } from '../schedule/scheduled-event.ts';
import { StartError } from '../start-error.ts';
import type { Resource } from '../template/template.ts';
import type { Surroundings } from './surroundings.ts';

/** EventBridge's endpoint, and the buses behind it, before any rule is known. */
export async function startEventBridge(
  busResources: readonly Resource[],
  { clock, terminal }: Surroundings,
): Promise<{ endpoint: string; buses: EventBuses; stop(): Promise<void> }> {
  const buses = new EventBuses(busResources.map(({ name }) => name));
  const bridge = new EventBridge({ buses, now: () => clock.now(), warn: terminal.warn });
  return { endpoint: await bridge.listen(), buses, stop: () => bridge.stop() };
}

/** @throws StartError when a rule has no bus or no target, or asks for what has no stand-in. */
export function addRules(
  resources: readonly Resource[],
  buses: EventBuses,
  targets: TargetSurroundings,
  surroundings: Surroundings,
): void {
  for (const resource of resources) {
    const rule = configureRule(resource);
    const deliveries = rule.targets.map((target) => openRuleTarget(rule, target, targets));
    if (rule.scheduleExpression !== undefined) {
      schedule(rule, surroundings, (due) => {
        const event = scheduledEvent('aws.events', rule.arn, due);
        for (const deliver of deliveries) deliver(event);
      });
    } else if (!buses.names.has(rule.bus)) {
      throw new StartError(
        `${resource.logicalId} is on the bus ${rule.bus}, which does not exist.`,
      );
    } else if (rule.enabled) {
      const deliverAll = (event: BusEvent) => {
        for (const deliver of deliveries) deliver(event);
      };
      buses.addRule({ bus: rule.bus, pattern: rule.pattern, deliver: deliverAll });
    }
  }
}

/** @throws StartError when a schedule has no target, or asks for what has no stand-in. */
export function addSchedules(
  resources: readonly Resource[],
  targets: TargetSurroundings,
  surroundings: Surroundings,
): void {
  for (const resource of resources) {
    const { expression, enabled, target } = configureSchedule(resource);
    const deliver = openTarget(
      {
        arn: target.Arn,
        sourceArn: resource.arn,
        deadLetterArn: target.DeadLetterConfig?.Arn,
        messageGroupId: target.SqsParameters?.MessageGroupId,
      },
      targets,
    );
    schedule({ enabled, scheduleExpression: expression }, surroundings, (due) => {
      const event = scheduledEvent('aws.scheduler', resource.arn, due);
      void deliver(target.Input ?? JSON.stringify(event));
    });
  }
}

function schedule(
  { enabled, scheduleExpression = '' }: Pick<RuleConfiguration, 'enabled' | 'scheduleExpression'>,
  { clock, signal }: Surroundings,
  run: (due: number) => void,
): void {
  const next = parseScheduleExpression(scheduleExpression, clock.now());
  if (enabled) void runSchedule(next, run, clock, signal);
}

function openRuleTarget(
  rule: RuleConfiguration,
  { Arn, DeadLetterConfig, Input, InputPath, SqsParameters }: RuleTarget,
  targets: TargetSurroundings,
): (event: BusEvent) => void {
  const deliver = openTarget(
    {
      arn: Arn,
      sourceArn: rule.arn,
      deadLetterArn: DeadLetterConfig?.Arn,
      messageGroupId: SqsParameters?.MessageGroupId,
    },
    targets,
  );
  return (event) => void deliver(Input ?? JSON.stringify(InputPath ? event.detail : event));
}
