import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import { OperatorAlarm } from '#infra/operator-alarm.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:on-call';

function alarmIn(context: Record<string, string>): Template {
  const stack = new Stack(undefined, 'Test');
  for (const [name, value] of Object.entries(context)) stack.node.setContext(name, value);
  const metric = new Metric({ namespace: 'Test', metricName: 'Broken' });
  new OperatorAlarm(stack, 'Broken', { description: 'something broke.', metric });
  return Template.fromStack(stack);
}

it('goes to the topic that the deployment names', () => {
  alarmIn({ alarmTopicArn: TOPIC }).hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [TOPIC],
    AlarmDescription: 'Rollcall: something broke.',
  });
});

it('only shows in CloudWatch when none is named', () => {
  const template = alarmIn({});
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  expect(Object.keys(template.toJSON()['Resources'])).toHaveLength(1);
});
