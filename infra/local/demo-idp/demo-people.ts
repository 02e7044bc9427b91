/** Somebody who can sign in at the demo identity provider. */
export interface DemoPerson {
  readonly username: string;
  readonly password: string;
  /** `sub` of the ID token; the `externalId` of whoever is provisioned by SCIM as well. */
  readonly subject: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly groups: readonly string[];
}

/** Three people; the seed also provisions the first by SCIM, under a given name that differs. */
export const demoPeople: readonly DemoPerson[] = [
  {
    username: 'grace',
    password: 'grace-demo',
    subject: '00u1grace',
    givenName: 'Amazing Grace',
    familyName: 'Hopper',
    email: 'grace@demo.example',
    groups: ['engineering', 'admins'],
  },
  {
    username: 'alan',
    password: 'alan-demo',
    subject: '00u2alan',
    givenName: 'Alan',
    familyName: 'Turing',
    email: 'alan@demo.example',
    groups: ['engineering'],
  },
  {
    username: 'katherine',
    password: 'katherine-demo',
    subject: '00u3katherine',
    givenName: 'Katherine',
    familyName: 'Johnson',
    email: 'katherine@demo.example',
    groups: [],
  },
];
