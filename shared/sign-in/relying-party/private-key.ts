import { importPKCS8 } from 'jose';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Algorithms that a private key may be for; what it is tells which. */
const KEY_ALGORITHMS = ['ES256', 'RS256', 'EdDSA'] as const;

/** @param pem PKCS #8. @throws DomainError `invalidValue` when it is none that can be used. */
export async function privateKey(
  pem: string,
  algorithms: readonly string[] = KEY_ALGORITHMS,
): Promise<CryptoKey> {
  for (const algorithm of algorithms) {
    const key = await importPKCS8(pem, algorithm).catch(() => undefined);
    if (key) return key;
  }
  const detail = `clientSecret: is no private key of ${algorithms.join(', ')} in PKCS #8 (PEM).`;
  throw new DomainError('invalidValue', detail);
}
