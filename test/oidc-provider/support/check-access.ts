export interface AccessCheckSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly app: { readonly id: string; readonly secret: string };
  readonly every?: number;
  readonly refuseAfter?: number;
}

export type CheckAccess = (token: string) => Promise<Record<string, unknown>>;

/** The example that docs/offboarding.md hands to customers, as it is. */
export async function loadAccessCheck(): Promise<(settings: AccessCheckSettings) => CheckAccess> {
  const url = new URL('../../../docs/examples/check-access.mjs', import.meta.url).href;
  // It is JavaScript, for whoever copies it.
  const { createAccessCheck } = (await import(url)) as {
    createAccessCheck: (settings: AccessCheckSettings) => CheckAccess;
  };
  return createAccessCheck;
}
