import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { OutgoingHttpError, type OutgoingRequest } from '#shared/kernel/http/outgoing-http.ts';
import { isLocalAddress, isPublicAddress } from '#shared/kernel/http/public-address.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface GuardSettings {
  /** For one's own machine: also http, any port, and addresses that are loopback or private. */
  readonly local?: boolean;
  /** Every address of a name; the system's resolver unless given. */
  readonly lookup?: (hostname: string) => Promise<readonly Address[]>;
}

const PORTS = ['', '443', '8443'];
const MAX_URL_LENGTH = 2_048;

/** Say where a request ends or goes, and are not the caller's to choose. */
const OWN_HEADERS =
  /^(host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer)$/i;

/** @throws OutgoingHttpError `refusedRequest`. */
export function parseTarget(
  text: string,
  { headers = {} }: OutgoingRequest,
  { local }: GuardSettings,
): URL {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null;
  if (!url) throw refused('This is not a URL.');
  const schemes = local ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(url.protocol)) throw refused('The URL has to begin with https://.');
  if (url.username !== '' || url.password !== '') {
    throw refused('The URL may not hold a user name or password.');
  }
  if (!local && !PORTS.includes(url.port)) throw refused('The port has to be 443 or 8443.');
  const own = Object.keys(headers).find((name) => OWN_HEADERS.test(name));
  if (own !== undefined) throw refused(`The header ${own} cannot be chosen.`);
  return url;
}

/**
 * Every address of the URL's host, each of them one that may be connected to: a name with a public and a private
 * address is refused, since whoever gives such an answer may be about to change it.
 *
 * @throws OutgoingHttpError `dns` or `refusedAddress`.
 */
export async function vettedAddresses(
  { hostname }: URL,
  { local, lookup = lookupAll }: GuardSettings,
): Promise<readonly Address[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  const addresses =
    family === 0 ? await resolved(hostname, lookup) : [{ address: literal, family }];
  const allowed = (address: string) =>
    isPublicAddress(address) || (local === true && isLocalAddress(address));
  if (addresses.every(({ address }) => allowed(address))) return addresses;
  throw new OutgoingHttpError('refusedAddress', `${hostname} has an address that is not public.`);
}

async function resolved(
  hostname: string,
  lookup: (hostname: string) => Promise<readonly Address[]>,
): Promise<readonly Address[]> {
  const addresses = await lookup(hostname).catch((cause: unknown) => {
    throw new OutgoingHttpError('dns', `The name ${hostname} cannot be looked up.`, cause);
  });
  if (addresses.length > 0) return addresses;
  throw new OutgoingHttpError('dns', `The name ${hostname} has no address.`);
}

async function lookupAll(hostname: string): Promise<readonly Address[]> {
  return await systemLookup(hostname, { all: true });
}

function refused(detail: string): OutgoingHttpError {
  return new OutgoingHttpError('refusedRequest', detail);
}
