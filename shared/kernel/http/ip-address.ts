/**
 * The bytes of an address, 4 of IPv4 in dotted decimal or 16 of IPv6 in any spelling of RFC 4291 section 2.2;
 * undefined for anything else, such as octal and hexadecimal parts or a zone id (`fe80::1%eth0`).
 */
export function addressBytes(text: string): readonly number[] | undefined {
  return text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text);
}

/** True when the address begins with the first `bits` bits of the prefix; both as bytes of one family. */
export function isWithin(
  address: readonly number[],
  prefix: readonly number[],
  bits: number,
): boolean {
  return (
    address.length === prefix.length &&
    prefix.every((byte, index) => {
      const mask = (0xff00 >> Math.min(8, Math.max(0, bits - 8 * index))) & 0xff;
      return (byte & mask) === ((address[index] ?? 0) & mask);
    })
  );
}

function ipv4Bytes(text: string): number[] | undefined {
  const parts = text.split('.');
  const valid = parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 0xff);
  return valid && parts.length === 4 ? parts.map(Number) : undefined;
}

function ipv6Bytes(text: string): number[] | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  const first = groupBytes(head, tail === undefined);
  const last = groupBytes(tail ?? '', true);
  if (!first || !last || rest.length > 0) return undefined;
  const missing = 16 - first.length - last.length;
  // `::` stands for at least one group.
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...first, ...Array.from({ length: missing }, () => 0), ...last];
}

/** @param ends Whether these groups end the address: there the last 32 bits may be written as IPv4. */
function groupBytes(text: string, ends: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const dotted = ends && index === groups.length - 1 ? ipv4Bytes(group) : undefined;
    if (dotted) bytes.push(...dotted);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else return undefined;
  }
  return bytes;
}
