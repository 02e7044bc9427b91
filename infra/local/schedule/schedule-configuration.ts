import * as z from 'zod';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';

const scheduleProperties = z.strictObject({
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF', 'only OFF runs here') }),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.enum(['UTC', 'Etc/UTC'], 'only UTC runs here').default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
    Input: z.string().optional(),
    SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
    RetryPolicy: withoutEffect,
    RoleArn: withoutEffect,
  }),
  Description: withoutEffect,
  GroupName: withoutEffect,
  KmsKeyArn: withoutEffect,
  Name: withoutEffect,
});

export interface ScheduleConfiguration {
  readonly expression: string;
  readonly enabled: boolean;
  readonly target: z.output<typeof scheduleProperties>['Target'];
}

/** @throws StartError when the schedule asks for what has no stand-in. */
export function configureSchedule(resource: Resource): ScheduleConfiguration {
  const { ScheduleExpression, State, Target } = parseProperties(resource, scheduleProperties);
  return { expression: ScheduleExpression, enabled: State === 'ENABLED', target: Target };
}
