import { accessSync, constants } from 'node:fs';

/**
 * Where a program is that these tests cannot do without.
 *
 * @throws Error which says how to install it.
 */
export function requiredProgram(file: string, debianPackages: string): string {
  try {
    accessSync(file, constants.X_OK);
    return file;
  } catch {
    throw new Error(
      `${file} is not there, and these tests are about it. On Debian 12: apt-get install -y --no-install-recommends ${debianPackages}`,
    );
  }
}
