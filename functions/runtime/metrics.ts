/** The namespace of everything that Rollcall itself measures in CloudWatch. */
const NAMESPACE = 'Rollcall';

/**
 * Measures, by a line of the log that CloudWatch takes for metrics: no call, no permission, no waiting.
 *
 * @param functionName The dimension by which alarms find them, since one account may hold several deployments.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countMetrics(
  functionName: string,
  values: Readonly<Record<string, number>>,
  unit: 'Count' | 'Milliseconds' = 'Count',
): void {
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: unit }));
  const CloudWatchMetrics = [{ Namespace: NAMESPACE, Dimensions: [['FunctionName']], Metrics }];
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics },
    FunctionName: functionName,
    ...values,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
