import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from './private-json.ts';
import { seededTenants } from './seed.ts';
import { keptSignIn } from './sign-in-demo.ts';

const credentialsSchema = z.object({
  adminToken: z.string(),
  tenants: seededTenants.optional(),
  signIn: keptSignIn.optional(),
});

/** The secrets of one local stack: of its administrator, of its tenants' directories, and of the sign-in to try out. */
export type Credentials = z.output<typeof credentialsSchema>;

/** Those that were kept with the data, or new ones. */
export async function readCredentials(dataFolder: string | undefined): Promise<Credentials> {
  const kept = dataFolder && (await readPrivateJson(fileIn(dataFolder), credentialsSchema));
  return kept || { adminToken: `rollcall_admin_${randomBytes(32).toString('base64url')}` };
}

export async function keepCredentials(
  dataFolder: string | undefined,
  credentials: Credentials,
): Promise<void> {
  if (dataFolder !== undefined) await writePrivateJson(fileIn(dataFolder), credentials);
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'credentials.json');
}
