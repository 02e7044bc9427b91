/** The same person for every server: what a provider sends of one. */
export function person(n: number) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: userNameOf(n),
    name: { givenName: 'Ada', familyName: `Lind ${n}` },
    displayName: displayNameOf(n),
    active: true,
    emails: [{ value: userNameOf(n), type: 'work', primary: true }],
    phoneNumbers: [{ value: '+1 555 0100', type: 'work' }],
  };
}

export const userNameOf = (n: number) => `person.${n}@example.com`;
export const displayNameOf = (n: number) => `Ada Lind ${n}`;
