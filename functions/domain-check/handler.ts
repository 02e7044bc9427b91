import { createLookUpTxt } from '#functions/adapters/dns/look-up-txt.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createDomainStore } from '#functions/adapters/dynamodb/domain-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { readDomainCheckConfig } from '#functions/domain-check/config.ts';
import { domainCheck } from '#functions/domain-check/domain-check.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readDomainCheckConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);

export const handler = domainCheck({
  ...system,
  domains: createDomainStore(table),
  lookUpTxt: createLookUpTxt(),
});
