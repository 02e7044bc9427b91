import * as z from 'zod/mini';
import { idFrom, type Parameter, wholeNumber } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import {
  accessTokenFormat,
  appName,
  appUri,
  appUris,
  audience,
  redirectUris,
  scopes,
} from '#shared/admin/app-contract.ts';
import { MAX_REFRESH_DAYS } from '#shared/sessions/app.ts';

/** Values separated by commas. */
function listOf<T>(values: z.ZodMiniType<T, string[]>) {
  const split = z.transform((text: string) => text.split(',').filter((value) => value !== ''));
  return z.optional(z.pipe(z.pipe(z.string(), split), values));
}

/** A URL, or `none`. */
const uriOrNone = z.optional(
  z.union([
    z.pipe(
      z.literal('none'),
      z.transform(() => null),
    ),
    appUri,
  ]),
);

const appIdArgument = {
  schema: idFrom('app list'),
  placeholder: 'APP',
  summary: 'the client id of the app, as `app list` shows it',
} satisfies Parameter;

/** What every command takes that is about one app. */
export const oneApp = {
  arguments: { id: appIdArgument },
  options: { tenant: tenantOption },
} as const;

/** What can be said of an app, and changed of it. */
export const appOptions = {
  name: { schema: z.optional(appName), placeholder: 'NAME', summary: 'what people know it by' },
  redirectUris: {
    schema: listOf(redirectUris),
    placeholder: 'URL,URL',
    summary: 'where people come back to; https, or http on a loopback address',
  },
  postLogoutRedirectUris: {
    schema: listOf(appUris),
    placeholder: 'URL,URL',
    summary: 'where they may land after they signed out',
  },
  backchannelLogoutUri: {
    schema: uriOrNone,
    placeholder: 'URL',
    summary: 'where logout tokens are sent; none for nowhere',
  },
  initiateLoginUri: {
    schema: uriOrNone,
    placeholder: 'URL',
    summary: 'where a sign-in that begins elsewhere is handed over; none for nowhere',
  },
  targetLinkUris: {
    schema: listOf(appUris),
    placeholder: 'URL,URL',
    summary: 'where such a sign-in may end',
  },
  scopes: {
    schema: listOf(scopes),
    placeholder: 'A,B',
    summary: 'all that it may ask for (openid,profile,email,offline_access)',
  },
  accessTokenFormat: {
    schema: z.optional(accessTokenFormat),
    placeholder: accessTokenFormat.options.join('|'),
    summary: 'of access tokens (jwt)',
  },
  audience: {
    schema: z.optional(audience),
    placeholder: 'URI',
    summary: 'the aud of its access tokens (urn:rollcall:app:ID)',
  },
  refreshDays: {
    schema: z.optional(wholeNumber(1, MAX_REFRESH_DAYS)),
    placeholder: 'N',
    summary: 'days after which an unused refresh token is over (30)',
  },
} satisfies Record<string, Parameter>;

export function appPath(tenant: string, id: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'apps', id, ...rest];
}
