import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention, type Mandate } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { retry } from '#shared/kernel/retry.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { admit } from '#shared/sign-in/jit/admit.ts';
import type { Arrival, ArrivalPorts } from '#shared/sign-in/jit/arrival.ts';
import { createPerson } from '#shared/sign-in/jit/create-person.ts';
import { findPerson } from '#shared/sign-in/jit/find-person.ts';
import { requireAllowed } from '#shared/sign-in/jit/require-allowed.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/**
 * Who a verified identity is here: the person who is linked with it; or the one that the connection's policy says it
 * is, who is linked now; or a new one. Whoever loses a race on the way looks again from the beginning, so that two
 * first sign-ins at once, or a sign-in and a directory, end with one person.
 *
 * @throws SignInRefused before anything is written; DomainError `unavailable`.
 */
export async function arrive(
  ports: ArrivalPorts,
  mandate: Mandate,
  connection: Connection,
  identity: VerifiedIdentity,
): Promise<Arrival> {
  requireAllowed(connection, identity);
  const arriving = { ports, mandate, connection, identity };
  return await retry({ policy: contention, ...ports.identity }, isOvertaken, async () => {
    const found = await findPerson(arriving);
    return found ? await admit(arriving, found) : await createPerson(arriving);
  });
}

/** Somebody else has just got the link, the name or the person. */
function isOvertaken(error: unknown): boolean {
  return isLostRace(error) || (error instanceof DomainError && error.code === 'uniqueness');
}
