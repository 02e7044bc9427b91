import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { canonicalJson } from '#shared/sessions/canonical-json.ts';
import { RECEIPT_TYPE } from '#shared/sessions/receipt.ts';

/**
 * Whether a receipt is, to the letter, what was signed with one of these keys.
 *
 * @throws DomainError `invalidValue` saying what is wrong with it.
 */
export async function verifyReceipt(
  { receipt, jws }: { readonly receipt: object; readonly jws: string },
  jwks: JSONWebKeySet,
): Promise<{ readonly keyId: string }> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(jwks), {
      algorithms: ['RS256'],
    });
    if (protectedHeader.typ !== RECEIPT_TYPE)
      throw refused('it is the signature of something else');
    if (new TextDecoder().decode(payload) === canonicalJson(receipt)) {
      return { keyId: protectedHeader.kid ?? '' };
    }
  } catch (error) {
    if (error instanceof errors.JOSEError) throw refused(reasonOf(error));
    throw error;
  }
  throw refused('it is not what was signed');
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWKSNoMatchingKey) {
    return 'none of these keys signed it; take the JWKS of the issuer, with the keys of that time';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'the signature does not fit it';
  return `its signature cannot be read (${error.code})`;
}

function refused(reason: string): DomainError {
  return new DomainError('invalidValue', `This receipt does not hold: ${reason}.`);
}
