import { DomainError } from '#shared/kernel/domain-error.ts';
import { isLocalAddress, isPublicAddress } from '#shared/kernel/http/public-address.ts';

const MAX_LENGTH = 2_048;
const PORTS = ['', '443', '8443'];
const ADDRESS = /^(?:\[.*\]|[\d.]+)$/;

/**
 * A URL that events may be sent to, as early as it can be told: what a name stands for is looked at with every
 * attempt.
 *
 * @param local On one's own machine: http, any port and private addresses as well.
 * @throws DomainError `invalidValue`.
 */
export function checkTarget(text: string, local: boolean): string {
  const url = text.length <= MAX_LENGTH ? URL.parse(text) : null;
  if (!url) throw refused(`is not a URL of at most ${MAX_LENGTH} characters`);
  const { protocol, hostname, port, username, password } = url;
  if (protocol !== 'https:' && !(local && protocol === 'http:')) {
    throw refused('has to begin with https://');
  }
  if (username !== '' || password !== '') throw refused('may not hold a user name or password');
  if (!local && !PORTS.includes(port)) throw refused('has to have the port 443 or 8443');
  if (!isPermitted(hostname, local)) throw refused('has to name a host on the public internet');
  url.hash = '';
  return url.href;
}

function isPermitted(hostname: string, local: boolean): boolean {
  if (!ADDRESS.test(hostname)) return local || !/(^|\.)localhost$/.test(hostname);
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isPublicAddress(address) || (local && isLocalAddress(address));
}

function refused(what: string): DomainError {
  return new DomainError('invalidValue', `url: ${what}.`);
}
