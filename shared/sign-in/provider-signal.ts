import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { SIGNATURE_ALGORITHMS } from '#shared/kernel/signature-algorithms.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { discoveryUrl } from '#shared/sign-in/relying-party/discovery-url.ts';
import { peekedAt } from '#shared/sign-in/relying-party/id-token.ts';
import { CLOCK_SKEW } from '#shared/sign-in/relying-party/id-token-rules.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** What an identity provider tells us by itself is signed as its ID tokens are, and meant for one receiver. */
export interface ExpectedSignal {
  readonly audience: string;
  /** Those of the header's `typ` that say what it is; older providers leave it out. */
  readonly types: readonly (string | undefined)[];
}

/** What was signed for us says no. `unavailable`: it could not be found out, and is worth sending again. */
export class SignalRefused extends Error {
  override readonly name = 'SignalRefused';
  readonly unavailable: boolean;

  /** @param detail One sentence for the provider's administrator. */
  constructor(detail: string, options: { unavailable?: boolean; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.unavailable = options.unavailable ?? false;
  }
}

/** Seconds that a signal may be on its way. */
const MAX_AGE = 600;

const MAX_JTI = 512;

/**
 * The claims of a JWT that a connection's provider signed: by its keys, with its issuer, for this audience, just now,
 * and with a `jti`.
 *
 * @throws SignalRefused.
 */
export async function verifiedSignal(
  ports: RelyingPartyPorts,
  connection: Connection,
  jwt: string,
  { audience, types }: ExpectedSignal,
): Promise<JWTPayload & { readonly jti: string }> {
  const keys = await keysFor(ports, connection, jwt);
  const { payload, protectedHeader } = await verified(jwt, keys, {
    issuer: connection.issuer,
    audience,
    algorithms: [...SIGNATURE_ALGORITHMS],
    clockTolerance: CLOCK_SKEW,
    currentDate: new Date(ports.clock.now()),
    maxTokenAge: MAX_AGE,
    requiredClaims: ['iat', 'jti'],
  });
  if (Array.isArray(payload.aud) && payload.aud.length !== 1) {
    throw new SignalRefused('aud: it is meant for others, too.');
  }
  if (!types.includes(protectedHeader.typ?.toLowerCase())) {
    throw new SignalRefused('typ: it is a token of another kind.');
  }
  const { jti } = payload;
  if (typeof jti === 'string' && jti.length > 0 && jti.length <= MAX_JTI)
    return { ...payload, jti };
  throw new SignalRefused(`jti: it has to be a text of 1 to ${MAX_JTI} characters.`);
}

async function keysFor(
  ports: RelyingPartyPorts,
  connection: Connection,
  jwt: string,
): Promise<readonly JsonObject[]> {
  const provider = providers[connection.kind];
  if (provider.protocol !== 'oidc') throw new SignalRefused('This provider signs nothing.');
  try {
    const url = discoveryUrl(provider, connection);
    const { jwks_uri: jwksUri } = await ports.metadata({ url, issuer: connection.issuer });
    if (typeof jwksUri === 'string') return await ports.keys(jwksUri, peekedAt(jwt));
    throw new SignalRefused('The provider publishes no keys.');
  } catch (cause) {
    if (cause instanceof OutgoingHttpError) {
      throw new SignalRefused('The keys cannot be read.', { unavailable: true, cause });
    }
    if (cause instanceof SignInRefused)
      throw new SignalRefused('It is no JWT of this provider.', { cause });
    throw cause;
  }
}

async function verified(
  jwt: string,
  keys: readonly JsonObject[],
  options: Parameters<typeof jwtVerify>[2],
) {
  try {
    // jose looks at each key before it uses it.
    const jwks = { keys: [...keys] } as unknown as JSONWebKeySet;
    return await jwtVerify(jwt, createLocalJWKSet(jwks), options);
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw new SignalRefused(`It does not hold: ${cause.message}.`, { cause });
  }
}
