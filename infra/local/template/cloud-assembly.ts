import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { StartError } from '../start-error.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Mappings: z
    .record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
    .default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }),
    )
    .default({}),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** One stack's template, as CloudFormation would get it. */
export type StackTemplate = z.output<typeof templateSchema> & { readonly stackName: string };

/** What `cdk synth` wrote: the stacks' templates, and the folders of what they deploy. */
export interface CloudAssembly {
  readonly stacks: readonly StackTemplate[];
  /** From the S3 key that a template names to the file or folder on this disk. */
  readonly assets: ReadonlyMap<string, string>;
}

/** @throws StartError when the folder holds no template. */
export function readCloudAssembly(folder: string): CloudAssembly {
  const files = readdirSync(folder).sort();
  const stacks = files
    .filter((file) => file.endsWith('.template.json'))
    .map((file) =>
      parseStackTemplate(path.basename(file, '.template.json'), readJson(folder, file)),
    );
  if (stacks.length === 0) throw new StartError(`There is no *.template.json in ${folder}.`);
  const assets = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith('.assets.json'))) {
    for (const { source, destinations } of Object.values(
      assetsSchema.parse(readJson(folder, file)).files,
    )) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path !== undefined) assets.set(objectKey, path.resolve(folder, source.path));
      }
    }
  }
  return { stacks, assets };
}

export function parseStackTemplate(stackName: string, template: unknown): StackTemplate {
  return { ...templateSchema.parse(template), stackName };
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}
