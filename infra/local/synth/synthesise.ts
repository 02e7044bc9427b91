import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { StartError } from '../start-error.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

const cdkJson = z.object({ app: z.string(), context: z.record(z.string(), z.unknown()) });

/** What the CDK's command line adds to the context of cdk.json; with it, the templates are the same. */
const COMMAND_LINE_CONTEXT = {
  'aws:cdk:bundling-stacks': ['**'],
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:enable-path-metadata': true,
};

/**
 * Synthesises the CDK app, unless the cloud assembly that is there was made of the same sources. The app is run
 * as `cdk synth` runs it, without the second or two that the command line takes for itself.
 *
 * @returns the folder of the cloud assembly.
 * @throws StartError with what the app had to say.
 */
export async function synthesise(root: string, signal: AbortSignal): Promise<string> {
  const cloudAssembly = path.join(root, 'cdk.out');
  const stampFile = path.join(cloudAssembly, 'made-of');
  const fingerprint = sourceFingerprint(root);
  if (readStamp(stampFile) === stamp(cloudAssembly, fingerprint)) return cloudAssembly;
  await runApp(root, cloudAssembly, signal);
  writeFileSync(stampFile, stamp(cloudAssembly, fingerprint));
  return cloudAssembly;
}

async function runApp(root: string, cloudAssembly: string, signal: AbortSignal): Promise<void> {
  const { app, context } = cdkJson.parse(
    JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')),
  );
  const child = spawn(app, {
    shell: true,
    cwd: root,
    env: {
      PATH: env['PATH'],
      HOME: env['HOME'],
      TMPDIR: env['TMPDIR'],
      CDK_OUTDIR: cloudAssembly,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...COMMAND_LINE_CONTEXT }),
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  child.on('error', () => {}); // aborted; the exit code tells the rest
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'close');
  if (code === 0 || signal.aborted) return;
  const said = (await output).join('').trim();
  throw new StartError(`The CDK app cannot be synthesised; npm run synth tells the same:\n${said}`);
}

/** Whoever runs `cdk synth` meanwhile writes another manifest. */
function stamp(cloudAssembly: string, fingerprint: string): string {
  const manifest = statSync(path.join(cloudAssembly, 'manifest.json'), { throwIfNoEntry: false });
  return `${fingerprint} ${manifest?.mtimeMs ?? 'none'}`;
}

function readStamp(stampFile: string): string | undefined {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}
