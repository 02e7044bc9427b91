import { commitUser } from '#shared/identity/change-user.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { admitted } from '#shared/sign-in/jit/admitted.ts';
import type { Arrival, Arriving } from '#shared/sign-in/jit/arrival.ts';
import type { Found } from '#shared/sign-in/jit/find-person.ts';
import { mappableAttribute } from '#shared/sign-in/jit/mappable-attribute.ts';
import { refusal } from '#shared/sign-in/jit/mapped-attributes.ts';

/**
 * Lets in who was found, and keeps what the sign-in says of them. Most sign-ins say nothing new, and write nothing.
 *
 * @throws SignInRefused `deactivated`, `alreadyLinked`; LostRace when somebody changed the person meanwhile, so that
 *   who is deactivated between the look and the write does not get in.
 */
export async function admit(arriving: Arriving, found: Found): Promise<Arrival> {
  const { ports, mandate } = arriving;
  const type = await typeFor(arriving);
  const { record } = admitted(arriving, type, found, isoTime(ports.identity.clock.now()));
  const user = await commitUser(ports.identity, mandate, type, found.user, record);
  return { user, created: false, linked: found.by !== 'link' };
}

/** What the tenant declared is read only if the connection maps some of it. */
async function typeFor({ ports, connection }: Arriving): Promise<ResourceType> {
  const isBuiltIn = (path: string) =>
    refusal(() => void mappableAttribute(userType, path)) === undefined;
  if (Object.keys(connection.mapping).every(isBuiltIn)) return userType;
  return await ports.userTypeOf(connection.tenantId);
}
