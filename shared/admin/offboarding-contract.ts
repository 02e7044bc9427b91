import * as z from 'zod/mini';

const item = z.looseObject({
  kind: z.string(),
  id: z.string(),
  session: z.optional(z.string()),
  name: z.optional(z.string()),
  done: z.string(),
  state: z.string(),
  at: z.optional(z.string()),
  reason: z.optional(z.string()),
});

/** Loose all through: what is signed is shown whole, also by a program that knows less of it. */
const receipt = z.looseObject({
  id: z.string(),
  user: z.string(),
  ending: z.looseObject({ event: z.string(), at: z.string() }),
  state: z.string(),
  items: z.array(item),
});

const signedReceipt = z.looseObject({
  receipt,
  /** Compact JWS over the canonical JSON (RFC 8785) of `receipt`. */
  jws: z.string(),
});

export const offboardingAnswer = z.object({
  /** The last ending first. */
  receipts: z.array(signedReceipt),
  /** What to send as `before` for those before; null or absent when there are none. */
  next: z.optional(z.nullable(z.string())),
});

/** Receipts on one page; one may have 400 KB. */
export const RECEIPTS_PAGE = 10;

export const jwksFile = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

export type SignedReceiptAnswer = z.output<typeof signedReceipt>;
