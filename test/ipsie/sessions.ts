import type { Part } from './requirement.ts';
import { openidProvider } from './sl1-openid-provider.ts';
import { relyingParty } from './sl1-openid-relying-party.ts';

const mintPoints = 'oidc-provider/mint-points';
const signals = 'sign-in/provider-signals';

/** Level SL2: what the levels ask beyond SL1, as no profile spells it out yet. */
const asApplication: Part = {
  prefix: 'SL2-APP',
  title: 'SL2: Rollcall as application of a company’s identity provider',
  source: 'levels',
  requirements: [
    {
      level: 'MUST',
      says: 'When the identity provider asks for it, nothing goes on for a person without a new assertion.',
      tests: {
        [signals]: ['that names the person alone ends everything of theirs by one write'],
        [mintPoints]: ['gives nothing to who is %s > %s'],
      },
    },
    {
      level: 'MUST',
      says: 'Sessions and tokens of a person end when the identity provider asks for it.',
      tests: {
        [signals]: [
          'that names its session ends what came of that, and nothing else',
          'by %s ends everything of that person',
        ],
        [mintPoints]: ['gives nothing to who is %s > %s'],
      },
    },
    {
      level: 'MUST NOT',
      says: 'Assertions that nobody asked for are not taken.',
      tests: { 'ipsie/sl1-relying-party': ['that nobody asked for is refused'] },
    },
  ],
};

const asIdentityService: Part = {
  prefix: 'SL2-IS',
  title: 'SL2: Rollcall as identity service of your applications',
  source: 'levels',
  requirements: [
    {
      level: 'MUST',
      says: 'An application can ask for methods of authentication, and is given nothing less.',
      tests: {
        'ipsie/sl1-relying-party': ['asks for the authentication that the app asks for'],
        'ipsie/sl1-provider': [
          'of a person who was authenticated longer ago leads to the sign-in again',
        ],
        'sign-in/legitimate-provider': [
          'what an app asks of the authentication is asked there, and held',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'Sessions and tokens at the application can be ended.',
      tests: {
        'sessions/offboard': [
          'is told to every app that got tokens, and receipted with all that it reached',
          'is told again and again, under a new jti each time, until it does',
        ],
      },
    },
  ],
};

export const sessions: readonly Part[] = [
  openidProvider,
  relyingParty,
  asApplication,
  asIdentityService,
];
