import * as z from 'zod/mini';

/** Attributes of a user that one connection may map. */
const MAX_MAPPED = 50;

/** A claim's name, or the way to a member of one: `address.locality`. */
const claim = z.string().check(z.minLength(1), z.maxLength(200));
const lowercase = z.optional(z.literal(true));

/** Where a value comes from. All of them leave the attribute alone when no claim is there. */
const claimSource = z.union([
  claim,
  z.strictObject({
    /** The first of these that is there. */
    claims: z.array(claim).check(z.minLength(1), z.maxLength(10)),
    /** Of a list its first element. */
    first: z.optional(z.literal(true)),
    lowercase,
  }),
  /** Text with claims in braces, all of which have to be there: `{given_name} {family_name}`. */
  z.strictObject({
    template: z.string().check(z.maxLength(500), z.regex(/\{[^{}]+\}/, 'names no {claim}')),
    lowercase,
  }),
  z.strictObject({
    constant: z.union([z.string().check(z.maxLength(500)), z.number(), z.boolean()]),
  }),
  /** Takes a default away: nothing is written. */
  z.null(),
]);

export type ClaimSource = z.output<typeof claimSource>;

/** From which claims each attribute of a user is taken, by SCIM path: on top of those that the kind has. */
export const claimMapping = z
  .record(z.string().check(z.minLength(1), z.maxLength(300)), claimSource)
  .check(
    z.refine(
      (mapping) => Object.keys(mapping).length <= MAX_MAPPED,
      `has more than ${MAX_MAPPED} attributes`,
    ),
  );

export type ClaimMapping = z.output<typeof claimMapping>;
