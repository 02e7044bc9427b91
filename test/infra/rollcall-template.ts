import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { RollcallApp } from '#infra/rollcall-app.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };

/** Rollcall synthesised into a folder of its own, with the settings that `cdk synth` uses. */
export function synthesise() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'rollcall-cdk-'));
  const app = new RollcallApp({ outdir, context: cdkJson.context, analyticsReporting: false });
  app.synth();
  return {
    app,
    outdir,
    stateful: Template.fromJSON(templateOf('RollcallStateful')),
    stateless: Template.fromJSON(templateOf('RollcallStateless')),
  };

  function templateOf(stack: string) {
    return JSON.parse(readFileSync(path.join(outdir, `${stack}.template.json`), 'utf8'));
  }
}

export type Properties = Record<string, unknown>;

/** The properties of all resources of one type, by logical id. */
export function propertiesOf(template: Template, type: string): Record<string, Properties> {
  const resources = Object.entries(template.findResources(type));
  return Object.fromEntries(resources.map(([id, { Properties }]) => [id, Properties]));
}

/** A template as it is compared with the golden one: without what each build names anew. */
export function normalised(template: Template): string {
  const stable = (key: string, value: unknown) => (key === 'S3Key' ? '<hash>.zip' : value);
  return `${JSON.stringify(template.toJSON(), stable, 2)}\n`;
}
