import { randomUUID } from 'node:crypto';
import type { BusEvent } from '../event-bridge/put-events.ts';
import { ACCOUNT_ID, REGION } from '../template/resource-identity.ts';

/**
 * What the target of a schedule gets that brings no input of its own.
 *
 * @param source `aws.scheduler` for EventBridge Scheduler, `aws.events` for a rule.
 */
export function scheduledEvent(
  source: 'aws.scheduler' | 'aws.events',
  scheduleArn: string,
  due: number,
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source,
    account: ACCOUNT_ID,
    time: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: REGION,
    resources: [scheduleArn],
    detail: source === 'aws.scheduler' ? '{}' : {},
  };
}
