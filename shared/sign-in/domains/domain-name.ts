import { DomainError } from '#shared/kernel/domain-error.ts';

/** One label of a host name in ASCII (RFC 1123 section 2.1); `xn--` begins one that was not (RFC 5890). */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Leaves room for the label under which the proof stands. */
const MAX_LENGTH = 230;

/**
 * The one spelling of a domain: lower case, in ASCII (UTS #46, as browsers have it), without the root's dot.
 * Undefined when it is none that people could have addresses at.
 */
export function domainName(text: string): string | undefined {
  if (text.length > MAX_LENGTH || /[\s/\\?#@:[\]%]/.test(text)) return undefined;
  const host = URL.parse(`https://${text.replace(/\.$/, '')}`)?.hostname;
  if (!host || host.length > MAX_LENGTH) return undefined;
  const labels = host.split('.');
  const isName = labels.length >= 2 && labels.every((label) => LABEL.test(label));
  // What looks like a number at the end was read as an IPv4 address (WHATWG URL).
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? host : undefined;
}

/** @throws DomainError `invalidValue`. */
export function requireDomainName(text: string): string {
  const name = domainName(text);
  if (name !== undefined) return name;
  const detail = 'This is not a domain that people have addresses at; use one such as acme.com.';
  throw new DomainError('invalidValue', detail);
}

/** The domain of an email address as it was typed; undefined when there is none. */
export function domainOfEmail(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  return at > 0 ? domainName(email.slice(at + 1).trim()) : undefined;
}
