import * as z from 'zod';
import type { Lifetime } from './bring-up.ts';
import { startDemoIdp } from './demo-idp/demo-idp.ts';
import { freePort } from './free-port.ts';
import type { LocalApi } from './local-api.ts';
import type { LocalFile } from './local-file.ts';
import { startSampleApp } from './sample-app.ts';
import { seededSignIn, seedSignIn } from './seed-sign-in.ts';

const port = z.int();

/** The secrets of the sign-in to try out, and where its two servers were. */
export const keptSignIn = z.object({
  seeded: seededSignIn,
  ports: z.object({ sampleApp: port, demoIdp: port }),
});

export type KeptSignIn = z.output<typeof keptSignIn>;

export interface SignInDemoOptions {
  readonly admin: LocalApi;
  /** Of tenant acme's directory lenient. */
  readonly scim: LocalApi;
  /** The root of the deployment. */
  readonly baseUrl: string;
  /** Of an earlier start. */
  readonly known: KeptSignIn | undefined;
}

export interface SignInDemo extends Pick<LocalFile, 'oidc' | 'demoIdp'> {
  readonly kept: KeptSignIn;
}

/**
 * A sign-in to click through: an identity provider and an application beside Rollcall. They stay where they were
 * as long as nobody else is there: an issuer is part of who somebody is.
 */
export async function startSignInDemo(
  { known, ...apis }: SignInDemoOptions,
  { onEnd }: Lifetime,
): Promise<SignInDemo> {
  const beside = Number(new URL(apis.baseUrl).port);
  const ports = {
    sampleApp: await freePort(known?.ports.sampleApp ?? beside + 1),
    demoIdp: await freePort(known?.ports.demoIdp ?? beside + 2),
  };
  const demoIdp = await startDemoIdp(ports.demoIdp);
  onEnd(demoIdp.stop);
  const sampleApp = `http://127.0.0.1:${ports.sampleApp}/`;
  const seeded = await seedSignIn({ ...apis, demoIdp, sampleApp, known: known?.seeded });
  const { stop } = await startSampleApp({ ...seeded.app, port: ports.sampleApp });
  onEnd(stop);
  const users = demoIdp.people.map(({ username, password, email }) => ({
    username,
    password,
    email,
  }));
  return {
    oidc: { ...seeded.app, redirectUri: `${sampleApp}callback` },
    demoIdp: { issuer: demoIdp.issuer, users },
    kept: { seeded, ports },
  };
}
