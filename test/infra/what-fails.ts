import { describe, expect, it } from 'vitest';
import { endings } from '#shared/sessions/endings.ts';
import type { Properties } from './rollcall-template.ts';

type Found = [id: string, properties: Properties][];

/** Looks into the templates of both stacks. */
export interface Looking {
  readonly all: (type: string) => Found;
  readonly only: (type: string) => Properties | undefined;
  readonly streamMappings: () => Found;
}

/** What the templates say of failures; for the one file that synthesises them. */
export function whatFails({ all, only, streamMappings }: Looking): void {
  describe('what fails', () => {
    it('is put aside encrypted, over TLS only, and raises an alarm', () => {
      const policies = all('AWS::SQS::QueuePolicy').map(([, properties]) => properties);
      const alarms = JSON.stringify(all('AWS::CloudWatch::Alarm'));
      for (const [id, queue] of all('AWS::SQS::Queue')) {
        expect(queue, id).toMatchObject({
          SqsManagedSseEnabled: true,
          MessageRetentionPeriod: 1_209_600,
        });
        const policy = policies.find(({ Queues }) => JSON.stringify(Queues).includes(`"${id}"`));
        expect(policy?.['PolicyDocument'], id).toMatchObject({
          Statement: expect.arrayContaining([
            expect.objectContaining({
              Effect: 'Deny',
              Action: 'sqs:*',
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        });
        expect(alarms).toContain(`"QueueName","Value":{"Fn::GetAtt":["${id}"`);
      }
    });

    it('in a stream is retried in parts, for a limited time, and then handed to a queue', () => {
      const queues = all('AWS::SQS::Queue').map(([id]) => id);
      for (const [id, mapping] of streamMappings()) {
        expect(mapping, id).toMatchObject({
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          BisectBatchOnFunctionError: true,
          MaximumRetryAttempts: expect.any(Number),
          MaximumRecordAgeInSeconds: expect.any(Number),
          DestinationConfig: {
            OnFailure: { Destination: { 'Fn::GetAtt': [expect.toBeOneOf(queues), 'Arn'] } },
          },
        });
        expect(mapping['MaximumRetryAttempts'], id).toBeGreaterThan(0);
        expect(mapping['MaximumRecordAgeInSeconds'], id).toBeGreaterThan(0);
      }
    });

    it('in a queue is told one by one, and comes again until it goes to a dead-letter queue', () => {
      const queues = all('AWS::SQS::Queue');
      const streams = new Set(streamMappings().map(([id]) => id));
      const mappings = all('AWS::Lambda::EventSourceMapping').filter(([id]) => !streams.has(id));
      expect(mappings).not.toEqual([]);
      for (const [id, mapping] of mappings) {
        expect(mapping, id).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
        const source = JSON.stringify(mapping['EventSourceArn']);
        const [, queue] = queues.find(([queueId]) => source.includes(`"${queueId}"`)) ?? [];
        expect(queue, id).toMatchObject({
          RedrivePolicy: {
            deadLetterTargetArn: {
              'Fn::GetAtt': [expect.toBeOneOf(queues.map(([other]) => other)), 'Arn'],
            },
            maxReceiveCount: expect.any(Number),
          },
        });
      }
    });

    it('on a schedule, or on the bus, goes to a queue', () => {
      const queue = { 'Fn::GetAtt': [expect.any(String), 'Arn'] };
      for (const [id, schedule] of all('AWS::Scheduler::Schedule')) {
        expect(schedule, id).toMatchObject({ Target: { DeadLetterConfig: { Arn: queue } } });
      }
      for (const name of [
        'RollForward',
        'Reconciler',
        'DomainCheck',
        'WebhooksSweep',
        'LifecycleSweep',
      ]) {
        const [, scheduled] =
          all('AWS::Lambda::Function').find(([id]) => id.startsWith(name)) ?? [];
        expect(scheduled, name).toMatchObject({ DeadLetterConfig: { TargetArn: queue } });
      }
      expect(only('AWS::Events::EventBus')).toMatchObject({ DeadLetterConfig: { Arn: queue } });
    });

    it('that ends access goes to offboarding, whatever its name', () => {
      const rules = all('AWS::Events::Rule');
      const [, rule] = rules.find(([id]) => id.startsWith('OffboardingEveryEnding')) ?? [];
      expect(rule).toMatchObject({
        EventPattern: { source: ['rollcall'], 'detail-type': [...endings] },
      });
    });

    it('makes the relay’s stream hold outbox items alone', () => {
      const [, { FilterCriteria } = {}] = streamMappings()[0] ?? [];
      const [filter] = JSON.parse(JSON.stringify(FilterCriteria)).Filters;
      expect(JSON.parse(filter.Pattern)).toEqual({
        eventName: ['INSERT'],
        dynamodb: { NewImage: { type: { S: ['outbox'] } } },
      });
    });
  });
}
