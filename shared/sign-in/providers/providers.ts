import type { Connection } from '#shared/sign-in/connection.ts';
import { apple } from '#shared/sign-in/providers/apple.ts';
import { entra } from '#shared/sign-in/providers/entra.ts';
import { facebook } from '#shared/sign-in/providers/facebook.ts';
import { github } from '#shared/sign-in/providers/github.ts';
import { google } from '#shared/sign-in/providers/google.ts';
import { microsoft } from '#shared/sign-in/providers/microsoft.ts';
import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { Provider } from '#shared/sign-in/providers/provider.ts';

export const providers: Readonly<Record<Connection['kind'], Provider>> = {
  oidc,
  entra,
  google,
  apple,
  github,
  facebook,
  microsoft,
};

/** What a connection of a kind is, unless it says otherwise. */
export function defaultsOf(kind: unknown): Provider['defaults'] {
  return Object.entries(providers).find(([name]) => name === kind)?.[1].defaults ?? {};
}
