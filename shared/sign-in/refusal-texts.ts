import type { RefusalReason } from '#shared/sign-in/sign-in-refused.ts';

export interface RefusalText {
  readonly status: number;
  /** For whoever wanted to sign in: what was wrong, and what to do beyond trying again, to which the page leads. */
  readonly person: string;
  /** For whoever can change it. */
  readonly administrator: string;
}

const ASK = 'Tell your administrator the request id below.';
const untrusted = (administrator: string): RefusalText => ({
  status: 502,
  person: `What your identity provider answered could not be verified. If it happens again: ${ASK}`,
  administrator,
});
const notAllowed = (person: string, administrator: string): RefusalText => ({
  status: 403,
  person: `${person} ${ASK}`,
  administrator,
});

export const refusalTexts: Readonly<Record<RefusalReason, RefusalText>> = {
  unknownAddress: {
    status: 404,
    person: 'There is no sign-in at this address.',
    administrator: 'No such tenant or connection, or the connection is disabled.',
  },
  unknownAttempt: {
    status: 400,
    person: 'This sign-in is over, or was begun in another browser.',
    administrator: 'The state was used, is older than ten minutes, or belongs to another browser.',
  },
  unknownInteraction: {
    status: 400,
    person: 'This sign-in took too long.',
    administrator: 'The interaction of the application is over, or is of another browser.',
  },
  tooManyAttempts: {
    status: 429,
    person: 'Too many people are signing in at once. Wait a minute.',
    administrator: 'More sign-ins were begun than one tenant may have under way.',
  },
  triedTooOften: {
    status: 429,
    person:
      'You were sent to your identity provider too often for this one sign-in. Begin again at the application.',
    administrator:
      'A browser was sent to identity providers 20 times for one request of an application.',
  },
  internal: {
    status: 500,
    person: `Something went wrong on this side. If it happens again: ${ASK}`,
    administrator: 'Look for the request id in the logs.',
  },
  cancelled: {
    status: 403,
    person: 'The sign-in was cancelled.',
    administrator: 'The provider answered access_denied: the person cancelled, or is not assigned.',
  },
  providerRefused: {
    status: 502,
    person: `Your identity provider did not sign you in. If it happens again: ${ASK}`,
    administrator: 'The provider answered with an error.',
  },
  providerUnavailable: {
    status: 503,
    person: 'Your identity provider cannot be reached. Wait a minute.',
    administrator: 'The provider did not answer in time, or with an error of its own.',
  },
  badAnswer: untrusted('The provider answered with something that OpenID Connect does not know.'),
  wrongIssuer: untrusted('Another issuer answered than the one that was asked.'),
  wrongAudience: untrusted('The ID token is not for this client, or not for it alone.'),
  wrongNonce: untrusted('The ID token belongs to another sign-in.'),
  wrongSignature: untrusted('The ID token is not signed by a key that the provider publishes.'),
  wrongTime: untrusted('The ID token is expired, or was not issued just now. Compare the clocks.'),
  wrongSubject: untrusted('The provider named two different people, or nobody.'),
  tooLarge: untrusted('The provider answered with more than can be taken.'),
  weakAuthentication: notAllowed(
    'You have to sign in more strongly than you did, for example with a second factor.',
    'The ID token has none of the authentication contexts that were asked for.',
  ),
  staleAuthentication: notAllowed(
    'You have to enter your password again, and your identity provider did not ask for it.',
    'The person was authenticated longer ago than was asked for, or the provider does not say when.',
  ),
  foreignTenant: notAllowed(
    'Your organisation cannot sign in here.',
    'The person is of a tenant or Workspace that the connection does not allow.',
  ),
  domainNotAllowed: notAllowed(
    'People with your email address cannot sign in here.',
    'The domain of the address is not among those that the connection allows.',
  ),
  emailNotVerified: notAllowed(
    'Your identity provider does not confirm your email address.',
    'The connection needs a verified address, and the provider does not say that it is.',
  ),
  notProvisioned: notAllowed(
    'You do not have an account here yet.',
    'The connection admits only people whom a directory has provisioned.',
  ),
  notInvited: notAllowed(
    'You have not been invited yet.',
    'The connection admits only people who have been invited.',
  ),
  incompleteClaims: notAllowed(
    'Your identity provider did not tell who you are.',
    'A claim that the mapping needs is missing. Look at `connection preview`.',
  ),
  alreadyLinked: notAllowed(
    'Your account belongs to somebody else here.',
    'The person found is linked with another identity of the same provider.',
  ),
  ambiguousEmail: notAllowed(
    'Your email address is that of more than one account here.',
    'Several users have the address by which the person would be linked.',
  ),
  nameTaken: notAllowed(
    'Somebody else has your user name here.',
    'A new person would have the unique value of another one.',
  ),
  notJoined: notAllowed(
    'You are expected here, but cannot sign in yet.',
    'The person is staged: their date to join is to come, or they have neither date nor invitation.',
  ),
  deactivated: notAllowed(
    'Your account has been deactivated.',
    'The person is suspended, deactivated or deleted.',
  ),
};
