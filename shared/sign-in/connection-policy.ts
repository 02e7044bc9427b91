import * as z from 'zod/mini';
import { isRoleName } from '#shared/identity/role-name.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

const text = z.string().check(z.minLength(1), z.maxLength(200));
const domain = z
  .string()
  .check(
    z.maxLength(253),
    z.regex(/^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/, 'is no domain in lower case'),
  );
const role = z
  .string()
  .check(z.refine(isRoleName, 'use 1-64 letters, digits and _ . : / -, such as "member"'));

/** What a sign-in by a connection may do to the tenant's people. docs/just-in-time.md says it in full. */
export const connectionPolicy = z.strictObject({
  /**
   * Who is created: whoever comes (`jit`); whoever comes and bears the directory's id, so that it will know them
   * (`hybrid`); nobody (`scim`); nobody, but who was invited comes in (`invite`).
   */
  mode: z._default(z.enum(['jit', 'scim', 'hybrid', 'invite']), 'jit'),
  /** Of verified email addresses, without their subdomains; empty: any, verified or not. */
  allowedDomains: z._default(z.array(domain).check(z.maxLength(200)), []),
  /** Whether domains where anybody gets an address, such as gmail.com, may be among them. */
  allowPublicDomains: z._default(z.boolean(), false),
  /** Whether somebody is known by a verified address in a domain that the tenant has proved to be its own. */
  linkByEmail: z._default(z.enum(['never', 'verifiedDomain']), 'never'),
  /** Of whom attributes are kept up with the claims after the first sign-in. */
  syncOnLogin: z._default(z.enum(['never', 'ifNotScim', 'always']), 'ifNotScim'),
  /** Of whoever is created. */
  defaultRoles: z._default(z.array(role).check(z.maxLength(20)), []),
  /** Names the groups of a person there; absent: `groups`. */
  groupsClaim: z.optional(text),
  /**
   * How people are known who were moved here from an older system: the claim equals a unique attribute of theirs
   * (its SCIM path), or what a directory calls them.
   */
  adoptLegacyId: z.optional(
    z.union([
      z.strictObject({ claim: text, attribute: text }),
      z.strictObject({
        claim: text,
        directory: z.string().check(z.refine(isSlug, 'is no id of a directory')),
      }),
    ]),
  ),
});

export type ConnectionPolicy = z.output<typeof connectionPolicy>;
