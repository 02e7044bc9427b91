import { benchBundle } from './bundle.ts';
import { benchClient } from './client.ts';
import { newFixture } from './fixture.ts';
import { benchMemberAdd } from './member-add.ts';
import { benchScimGet } from './scim-get.ts';

const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
const times = (value: number) => `${value.toFixed(2)}x`;

/**
 * What Rollcall costs by itself, beside the goals that it has: rows of what, measured, ratio, goal.
 *
 * @param largest Members of the largest group.
 */
export async function benchAlone(endpoint: string, largest: number): Promise<string[][]> {
  return [
    ['what', 'measured', 'ratio', 'goal'],
    ...(await bundleRows()),
    ...(await clientRows()),
    ...(await requestRows(endpoint, largest)),
  ];
}

async function bundleRows(): Promise<string[][]> {
  const [deployed, plain] = await benchBundle();
  if (!deployed || !plain) throw new Error('There is no bundle to compare.');
  const ratio = times(deployed.loadCpu / plain.loadCpu);
  return [
    ['SCIM Lambda, minified', `${Math.round(deployed.kilobytes)} KB`, '', '<= 350 KB'],
    ['CPU from load to ready / plain ESM', milliseconds(deployed.loadCpu), ratio, '<= 0.55x'],
  ];
}

async function clientRows(): Promise<string[][]> {
  return (await benchClient()).map(({ operation, plain, lean }) => {
    const name = `CPU of the client in a ${operation} / the SDK's as it comes`;
    return [name, milliseconds(lean), times(lean / plain), ''];
  });
}

async function requestRows(endpoint: string, largest: number): Promise<string[][]> {
  const get = await benchScimGet(await newFixture(endpoint));
  const additions = await benchMemberAdd(await newFixture(endpoint), [10, 1_000, largest]);
  const smallest = additions[0]?.cpu ?? Number.NaN;
  return [
    ['CPU of a bare GetItem over HTTP', milliseconds(get.floor), times(1), ''],
    ['CPU of a SCIM GET', milliseconds(get.scim), times(get.ratio), '<= 1.50x'],
    ...additions.map(({ size, cpu }, index) => [
      `CPU of one more member, group of ${size.toLocaleString('en')}`,
      milliseconds(cpu),
      times(cpu / smallest),
      index === 0 ? '' : '0.90x to 1.10x',
    ]),
  ];
}
