import { createPublicKey, type KeyObject } from 'node:crypto';
import { ExternalSigningKey } from 'oidc-provider';
import type { TokenSigner } from '#shared/sessions/token-signer.ts';

/** A key as oidc-provider takes those whose private half is elsewhere. */
export class SignerKey extends ExternalSigningKey {
  readonly #signer: TokenSigner;
  readonly #key: KeyObject;

  constructor(signer: TokenSigner) {
    super();
    this.#signer = signer;
    const { kty, n, e } = signer.publicKey;
    this.#key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  }

  override get kid(): string {
    return this.#signer.publicKey.kid;
  }

  override get alg(): 'RS256' {
    return this.#signer.publicKey.alg;
  }

  override keyObject(): KeyObject {
    return this.#key;
  }

  override sign(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#signer.sign(bytes);
  }
}
