import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DomainCheckEnvironment } from '#functions/domain-check/config.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface DomainCheckProps {
  table: RollcallTable;
}

/** Every hour, looks in DNS for the records of the verified domains that were not looked for since yesterday. */
export class DomainCheck extends Construct {
  constructor(scope: Construct, id: string, { table }: DomainCheckProps) {
    super(scope, id);
    const scheduled = new ScheduledFunction<DomainCheckEnvironment>(this, 'DomainCheck', {
      name: 'domain-check',
      description: 'Looks for the DNS records of verified domains',
      environment: { TABLE_NAME: table.tableName },
      timeout: Duration.minutes(5),
      memorySize: 256,
      every: Duration.hours(1),
      onFailure:
        'the check of domains failed; a domain whose record is gone counts until it runs again.',
    });
    table.grantItems(scheduled.function);
  }
}
