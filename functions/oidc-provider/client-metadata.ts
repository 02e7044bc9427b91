import { randomBytes } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import type { App } from '#shared/sessions/app.ts';

/** The metadata that holds the whole app, so that it is read once for each request. */
const APP_METADATA = 'rollcall_app';

/**
 * oidc-provider wants a secret of whoever authenticates with one. Only hashes are kept, and those compare (see
 * compareClientSecret); nobody could know this one.
 */
const UNKNOWN_SECRET = randomBytes(32).toString('base64url');

/** An app as oidc-provider knows clients. */
export function clientMetadata(app: App): AdapterPayload {
  const confidential = app.type === 'confidential';
  return {
    client_id: app.id,
    client_name: app.name,
    token_endpoint_auth_method: confidential ? 'client_secret_basic' : 'none',
    ...(confidential && { client_secret: UNKNOWN_SECRET }),
    redirect_uris: [...app.redirectUris],
    post_logout_redirect_uris: [...app.postLogoutRedirectUris],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: app.scopes.join(' '),
    subject_type: 'pairwise',
    // Only ever compared with itself: a person's `sub` is the same for all apps. See pairwiseIdentifier.
    sector_identifier_uri: 'https://rollcall.invalid/',
    ...(app.initiateLoginUri !== undefined && { initiate_login_uri: app.initiateLoginUri }),
    [APP_METADATA]: app,
  };
}

/** The app that a client stands for. */
export function appOf(client: object): App {
  // `clientMetadata` put it there; oidc-provider hands it through.
  return (client as Record<typeof APP_METADATA, App>)[APP_METADATA];
}
