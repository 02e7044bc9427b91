import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { env } from 'node:process';
import { StartError } from './start-error.ts';

const OLDEST_JAVA = 17;
const ADVICE = `Install Java ${OLDEST_JAVA} or newer (for example from https://adoptium.net) and put it on the PATH, or set JAVA_HOME.`;

/**
 * The `java` to run: that of `JAVA_HOME` if set, else the first on the PATH.
 *
 * @throws StartError when there is none, or it is older than {@link OLDEST_JAVA}.
 */
export async function findJava(environment: NodeJS.ProcessEnv = env): Promise<string> {
  const home = environment['JAVA_HOME'];
  const java = home ? join(home, 'bin', 'java') : 'java';
  const where = home ? `in JAVA_HOME (${home})` : 'on the PATH';
  const banner = await versionBanner(java, environment);
  const version = banner === undefined ? undefined : majorVersion(banner);
  if (version === undefined) {
    throw new StartError(`Java was not found ${where}; DynamoDB Local needs it. ${ADVICE}`);
  }
  if (version < OLDEST_JAVA) {
    throw new StartError(`The Java ${where} is version ${version}, too old. ${ADVICE}`);
  }
  return java;
}

/** The major version in what `java -version` prints: `"17.0.15"` is 17, `"1.8.0_402"` is 8. */
export function majorVersion(banner: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(banner) ?? [];
  if (first === undefined) return undefined;
  return Number(first === '1' ? second : first);
}

function versionBanner(java: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(java, ['-version'], { env: environment, timeout: 20_000 }, (error, stdout, stderr) => {
      // On macOS without Java, /usr/bin/java exists, says so, and fails.
      resolve(error ? undefined : stdout + stderr);
    });
  });
}
