import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface OperatorAlarmProps {
  /** What is wrong, and for whom. */
  description: string;
  metric: IMetric;
  /** The highest value that is still well; 0 by default. */
  limit?: number;
  /** For how many of the metric's periods in a row; 1 by default. */
  periods?: number;
  /** What no data at all mean; that all is well by default. */
  missing?: TreatMissingData;
}

/**
 * Something that a person has to look at. It goes to the SNS topic that `cdk deploy -c alarmTopicArn=...` names;
 * without one it only shows in CloudWatch.
 */
export class OperatorAlarm extends Construct {
  constructor(scope: Construct, id: string, props: OperatorAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `Rollcall: ${props.description}`,
      metric: props.metric,
      threshold: props.limit ?? 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.missing ?? TreatMissingData.NOT_BREACHING,
    });
    const topicArn: unknown = this.node.tryGetContext('alarmTopicArn');
    if (typeof topicArn === 'string') {
      alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn)));
    }
  }
}
