import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const FOLDER = path.resolve(import.meta.dirname, '../../../.rollcall/standardwebhooks');

const run = promisify(execFile);

interface Message {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface PythonLibrary {
  /** Whether the reference library of Python takes each of the messages. */
  verify(secret: string, messages: readonly Message[]): Promise<boolean[]>;
}

/**
 * The reference library of Python, in a folder of its own. Undefined where there is no Python 3 with pip; where
 * everything has to be proven, that is an error.
 */
export async function pythonLibrary(): Promise<PythonLibrary | undefined> {
  try {
    await install();
  } catch (error) {
    if (process.env['CI']) throw error;
    return undefined;
  }
  return {
    async verify(secret, messages) {
      const child = run('python3', ['-c', PROGRAM], {
        env: { ...process.env, PYTHONPATH: FOLDER },
        maxBuffer: 16 * 1024 * 1024,
      });
      child.child.stdin?.end(JSON.stringify({ secret, messages }));
      return JSON.parse((await child).stdout);
    },
  };
}

async function install(): Promise<void> {
  if (existsSync(FOLDER)) return;
  const unfinished = `${FOLDER}.${process.pid}`;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
  await run('python3', [...pip, '--target', unfinished, '--requirement', REQUIREMENTS]);
  await rename(unfinished, FOLDER).catch(() => rm(unfinished, { recursive: true }));
}

const PROGRAM = `
import json, sys
from standardwebhooks import Webhook, WebhookVerificationError

def verdict(webhook, message):
    try:
        webhook.verify(message["body"], message["headers"])
        return True
    except WebhookVerificationError:
        return False

asked = json.load(sys.stdin)
webhook = Webhook(asked["secret"])
print(json.dumps([verdict(webhook, message) for message in asked["messages"]]))
`;
