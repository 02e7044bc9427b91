import { addressBytes, isWithin } from '#shared/kernel/http/ip-address.ts';

/**
 * Whether an address, as text, is one that anybody on the internet may be reached at. Only what is known to be
 * public is: whatever does not parse, carries a zone id or lies in a range set aside for something else is not.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  const bytes = addressBytes(address);
  if (!bytes) return false;
  if (bytes.length === 4) return !isIn(bytes, reservedIPv4);
  return isIn(bytes, globalUnicastIPv6) && !isIn(bytes, reservedIPv6) && !isIsatap(bytes);
}

/** Whether an address is of this machine or of the private network around it; link-local ones are not. */
export function isLocalAddress(address: string): boolean {
  const bytes = addressBytes(address);
  return bytes !== undefined && isIn(bytes, local);
}

type Range = readonly [prefix: readonly number[], bits: number];

const local = ranges('127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7');

/** Private, shared, link-local (cloud metadata), loopback, documentation, benchmark, multicast and reserved. */
const reservedIPv4 = ranges(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15',
  '198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  // Azure's metadata and DNS, the one such address that looks public.
  '168.63.129.16/32',
);

/** All that IANA gives out; without it are ::/8 (mapped, compatible, NAT64), fc00::/7, fe80::/10, ff00::/8, ... */
const globalUnicastIPv6 = ranges('2000::/3');

/** Protocol assignments with Teredo, documentation, 6to4, AS112. */
const reservedIPv6 = ranges('2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20');

function isIn(bytes: readonly number[], within: readonly Range[]): boolean {
  return within.some(([prefix, bits]) => isWithin(bytes, prefix, bits));
}

/** RFC 5214 section 6.1: an IPv4 address in the lower half, after 00-00-5E-FE or 02-00-5E-FE. */
function isIsatap(bytes: readonly number[]): boolean {
  const [first = 0, second, third, fourth] = bytes.slice(8, 12);
  return (first & 0xfd) === 0 && second === 0 && third === 0x5e && fourth === 0xfe;
}

/** @throws TypeError for what is not written as address/bits. */
function ranges(...lists: readonly string[]): readonly Range[] {
  return lists
    .flatMap((list) => list.split(' '))
    .map((text) => {
      const [address = '', bits] = text.split('/');
      const prefix = addressBytes(address);
      if (!prefix) throw new TypeError(`${text} is not a range of addresses.`);
      return [prefix, Number(bits)];
    });
}
