import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { env, execPath } from 'node:process';
import { text } from 'node:stream/consumers';
import { StartError } from '../start-error.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/**
 * Runs `cdk synth`, unless the cloud assembly that is there was made of the same sources.
 *
 * @param stampFile Where it is remembered of which sources the cloud assembly was made.
 * @returns the folder of the cloud assembly.
 * @throws StartError with what the CDK had to say.
 */
export async function synthesise(
  root: string,
  stampFile: string,
  signal: AbortSignal,
): Promise<string> {
  const cloudAssembly = path.join(root, 'cdk.out');
  const fingerprint = sourceFingerprint(root);
  if (readStamp(stampFile) === stamp(cloudAssembly, fingerprint)) return cloudAssembly;
  await runCdkSynth(root, signal);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp(cloudAssembly, fingerprint));
  return cloudAssembly;
}

async function runCdkSynth(root: string, signal: AbortSignal): Promise<void> {
  const cdk = path.join(
    path.dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')),
    'bin',
    'cdk',
  );
  const child = spawn(execPath, [cdk, 'synth', '--quiet', '--no-notices'], {
    cwd: root,
    env: synthEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  child.on('error', () => {}); // aborted; the exit code tells the rest
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'close');
  if (code === 0 || signal.aborted) return;
  const said = (await output).join('').trim();
  throw new StartError(`cdk synth failed; npm run synth tells the same:\n${said}`);
}

/** The stacks belong to no account: neither credentials nor the account that they lead to may come in. */
function synthEnvironment(): NodeJS.ProcessEnv {
  const kept = ['HOME', 'PATH', 'TMPDIR'].map((name) => [name, env[name]]);
  return {
    ...Object.fromEntries(kept),
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    NO_COLOR: '1',
  };
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
