import * as z from 'zod/mini';

// What goes to and fro about connections. As elsewhere: requests hold nothing else, answers may grow.

/** Settings as shared/sign-in/connection.ts has them; null takes away what may be missing. */
export const connectionBody = z.record(z.string(), z.unknown());

/** What the provider gave us, or a private key (PKCS #8, PEM); KMS seals 4 KB at most. */
export const clientSecret = z
  .string()
  .check(z.minLength(1, 'is empty'), z.maxLength(3_800, 'is longer than 3,800 characters'));

export const connectionAnswer = z.looseObject({
  id: z.string(),
  kind: z.string(),
  displayName: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  enabled: z.boolean(),
  createdAt: z.string(),
  /** To register at the provider. */
  redirectUri: z.string(),
  /** For tiles of the provider's portal (OpenID Connect Core section 4). */
  initiateLoginUri: z.string(),
});
export const connectionsAnswer = z.object({ connections: z.array(connectionAnswer) });

export const connectionTestAnswer = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ check: z.string(), ok: z.boolean(), detail: z.string() })),
  redirectUri: z.string(),
});

/** What a sign-in with the last claims would do. */
export const connectionPreviewAnswer = z.object({
  outcome: z.enum(['creates', 'admits', 'refuses']),
  refused: z.optional(z.object({ reason: z.string(), detail: z.string() })),
  /** Who is linked with the account of the claims. */
  user: z.optional(z.string()),
  attributes: z.record(z.string(), z.unknown()),
  written: z.readonly(z.array(z.string())),
  kept: z.readonly(z.array(z.string())),
  problems: z.readonly(z.array(z.object({ attribute: z.string(), detail: z.string() }))),
  groups: z.optional(z.readonly(z.array(z.string()))),
  roles: z.readonly(z.array(z.string())),
  externalId: z.optional(z.string()),
});

export type ConnectionPreviewAnswer = z.output<typeof connectionPreviewAnswer>;
export type ConnectionAnswer = z.output<typeof connectionAnswer>;
export type ConnectionTestAnswer = z.output<typeof connectionTestAnswer>;
