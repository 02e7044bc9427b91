import { alignColumns } from '#functions/cli/align-columns.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import type { AppAnswer } from '#shared/admin/app-contract.ts';

/** An app with its secrets' ids, for people; what it does without is left out. */
export function shownApp(app: AppAnswer): string {
  const several = (label: string, values: readonly string[]) =>
    values.map((value) => [label, value]);
  const one = (label: string, value: string | null) => (value === null ? [] : [[label, value]]);
  return alignColumns([
    ['Client id', app.clientId],
    ['Issuer', app.issuer],
    ['Type', app.type],
    ...several('Redirect URI', app.redirectUris),
    ...several('After sign-out', app.postLogoutRedirectUris),
    ...one('Logout tokens to', app.backchannelLogoutUri),
    ...one('Sign-in begins at', app.initiateLoginUri),
    ...several('Sign-in ends at', app.targetLinkUris),
    ['Scopes', app.scopes.join(' ')],
    ['Access tokens', `${app.accessTokenFormat}, for ${app.audience}`],
    ['Refresh tokens', `${app.refreshDays} days`],
    ...app.secrets.map(({ id, expiresAt }) => [
      'Secret',
      `${id}, live until ${expiresAt ? shownTime(expiresAt) : 'it is replaced'}`,
    ]),
  ]);
}
