import * as z from 'zod/mini';
import { indexEntryFor, linkEntry } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { actOnce } from '#shared/sign-in/act-once.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { mandateOf } from '#shared/sign-in/mandate-of.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { verifiedSignal } from '#shared/sign-in/provider-signal.ts';

const text = z.string().check(z.minLength(1), z.maxLength(512));

/** Whose access is to end, in the formats of RFC 9493 that Okta sends. */
export const revocationRequest = z.object({
  sub_id: z.discriminatedUnion('format', [
    z.strictObject({ format: z.literal('iss_sub'), iss: text, sub: text }),
    z.strictObject({ format: z.literal('email'), email: text }),
    /** The id that we gave the user, or that the connection's directory did. */
    z.strictObject({ format: z.literal('opaque'), id: text }),
  ]),
});

type SubjectId = z.output<typeof revocationRequest>['sub_id'];

/** `typ` of the JWT by which Okta says who it is. */
const TYPES = ['global-token-revocation+jwt'];

export interface Revoking {
  readonly connection: Connection;
  /** The bearer token of the request. */
  readonly assertion: string;
  /** Where the request came to: what the assertion is meant for. */
  readonly endpoint: string;
  readonly subject: SubjectId;
  readonly requestId: string;
}

/**
 * Ends everything of one user because their identity provider asks for it (draft-parecki-oauth-global-token-revocation;
 * Okta Universal Logout). A provider can end only what concerns those who come by it.
 *
 * @throws SignalRefused when it is not the provider that asks; DomainError `notFound`.
 */
export async function revokeGlobally(
  ports: SignInPorts,
  { connection, assertion, endpoint, subject, requestId }: Revoking,
): Promise<void> {
  const expected = { audience: endpoint, types: TYPES };
  const { jti } = await verifiedSignal(ports, connection, assertion, expected);
  const mandate = {
    ...(await mandateOf(ports, connection, requestId)),
    cause: 'sign-out',
  } as const;
  await actOnce(ports, connection, jti, async () => {
    const user = await subjectOf(ports, mandate.scope, connection, subject);
    if (!user) throw new DomainError('notFound', 'No user of this connection is known by that.');
    await signOutEverywhere(ports.arrivals.identity, mandate, user.id);
  });
}

async function subjectOf(
  { arrivals }: SignInPorts,
  scope: Scope,
  connection: Connection,
  subject: SubjectId,
): Promise<ResourceRecord | undefined> {
  const { store } = arrivals.identity;
  const ids = await idsOf(store, scope, connection, subject);
  const found = await Promise.all(ids.map((id) => store.resource(scope, userType.name, id)));
  const theirs = found.filter((user) => user !== undefined && comesBy(connection, user));
  // An address that two people have says of neither that it is them.
  return theirs.length === 1 ? theirs[0] : undefined;
}

async function idsOf(
  store: SignInPorts['arrivals']['identity']['store'],
  scope: Scope,
  { issuer, directory }: Connection,
  subject: SubjectId,
): Promise<readonly string[]> {
  const found = async (attribute: string, value: string) => {
    const entry = indexEntryFor(userType, attribute, value, directory ?? '');
    return entry ? await store.lookUp(scope, entry) : [];
  };
  if (subject.format === 'email') return await found('emails.value', subject.email);
  if (subject.format === 'opaque') {
    return isId(subject.id) ? [subject.id] : await found('externalId', subject.id);
  }
  if (subject.iss !== issuer) return [];
  return await store.lookUp(scope, linkEntry({ issuer, subject: subject.sub }));
}

/** Who has signed in by it, or whom its directory has pushed in. */
function comesBy({ id, directory }: Connection, { links, externalIds }: ResourceRecord): boolean {
  const isLinked = links?.some(({ connectionId }) => connectionId === id) ?? false;
  return isLinked || (directory !== undefined && externalIds[directory] !== undefined);
}
