import { startDynamoDBLocal } from '#infra/local/dynamodb-local.ts';
import { benchBundle } from './bundle.ts';
import { benchClient } from './client.ts';
import { newFixture } from './fixture.ts';
import { benchMemberAdd } from './member-add.ts';
import { benchScimGet } from './scim-get.ts';

const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
const times = (value: number) => `${value.toFixed(2)}x`;

const rows: string[][] = [['what', 'measured', 'ratio', 'goal']];

const [deployed, plain] = await benchBundle();
if (deployed && plain) {
  rows.push(['SCIM Lambda, minified', `${Math.round(deployed.kilobytes)} KB`, '', '<= 300 KB']);
  const ratio = times(deployed.loadCpu / plain.loadCpu);
  rows.push([
    'CPU from load to ready / plain ESM',
    milliseconds(deployed.loadCpu),
    ratio,
    '<= 0.55x',
  ]);
}

for (const { operation, plain: plainCpu, lean } of await benchClient()) {
  const name = `CPU of the client in a ${operation} / the SDK's as it comes`;
  rows.push([name, milliseconds(lean), times(lean / plainCpu), '']);
}

const dynamodb = await startDynamoDBLocal();
try {
  const get = await benchScimGet(await newFixture(dynamodb.endpoint));
  rows.push(['CPU of a bare GetItem over HTTP', milliseconds(get.floor), times(1), '']);
  rows.push(['CPU of a SCIM GET', milliseconds(get.scim), times(get.ratio), '<= 1.50x']);
  const [smallest, ...larger] = await benchMemberAdd(await newFixture(dynamodb.endpoint));
  if (smallest) {
    const name = (size: number) => `CPU of one more member, group of ${size.toLocaleString('en')}`;
    rows.push([name(smallest.size), milliseconds(smallest.cpu), times(1), '']);
    for (const { size, cpu } of larger) {
      rows.push([name(size), milliseconds(cpu), times(cpu / smallest.cpu), '0.90x to 1.10x']);
    }
  }
} finally {
  await dynamodb.stop();
}

const widths = (rows[0] ?? []).map((_, column) =>
  Math.max(...rows.map((row) => row[column]?.length ?? 0)),
);
for (const row of rows) {
  process.stdout.write(
    `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`,
  );
}
