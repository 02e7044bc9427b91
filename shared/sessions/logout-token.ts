/** Names the event of a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4). */
export const BACKCHANNEL_LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

/** `typ` of a logout token. */
export const LOGOUT_TOKEN_TYPE = 'logout+jwt';

/** Seconds that an app may take to hear of it. */
const GOOD_FOR = 120;

export interface LogoutNotice {
  readonly issuer: string;
  /** The app's client id. */
  readonly audience: string;
  /** The user's id, as in ID tokens. */
  readonly subject: string;
  readonly sessionId: string;
  /** The same for the same attempt, however often it is made. */
  readonly id: string;
}

/** The claims of a logout token. There is no `nonce`: it must not pass for an ID token. */
export function logoutClaims(
  { issuer, audience, subject, sessionId, id }: LogoutNotice,
  now: number,
) {
  const iat = Math.floor(now / 1_000);
  return {
    iss: issuer,
    aud: audience,
    iat,
    exp: iat + GOOD_FOR,
    jti: id,
    sub: subject,
    sid: sessionId,
    events: { [BACKCHANNEL_LOGOUT]: {} },
  };
}
