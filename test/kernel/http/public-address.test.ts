import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressBytes } from '#shared/kernel/http/ip-address.ts';
import { isLocalAddress, isPublicAddress } from '#shared/kernel/http/public-address.ts';

/** First and last address of each IPv4 range that is set aside. */
const reserved = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
] as const;

const numberOf = (address: string) =>
  (addressBytes(address) ?? []).reduce((sum, byte) => sum * 256 + byte, 0);
const dotted = (value: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

const anyIPv4 = fc.nat(0xffffffff);
const reservedIPv4 = fc
  .constantFrom(...reserved)
  .chain(([first, last]) => fc.integer({ min: numberOf(first), max: numberOf(last) }));

const hextets = (value: number) =>
  `${Math.floor(value / 65_536).toString(16)}:${(value % 65_536).toString(16)}`;

/** The forms of IPv6 that carry an IPv4 address to where it leads. */
const carriers: Readonly<Record<string, (address: number) => string>> = {
  mapped: (a) => `::ffff:${dotted(a)}`,
  'mapped, in hexadecimal': (a) => `::ffff:${hextets(a)}`,
  'mapped, at length': (a) => `0:0:0:0:0:FFFF:${hextets(a)}`,
  translated: (a) => `::ffff:0:${dotted(a)}`,
  compatible: (a) => `::${dotted(a)}`,
  'NAT64, well-known': (a) => `64:ff9b::${dotted(a)}`,
  'NAT64, local': (a) => `64:ff9b:1::${hextets(a)}`,
  '6to4': (a) => `2002:${hextets(a)}::1`,
  Teredo: (a) => `2001:0:4136:e378:8000:63bf:${hextets(0xffffffff - a)}`,
  ISATAP: (a) => `2a00:1450:4001:81::5efe:${dotted(a)}`,
  'ISATAP of a global address': (a) => `2a00:1450:4001:81:200:5efe:${hextets(a)}`,
};

describe('IPv4', () => {
  test.each(reserved)('%s to %s is not public, and ends where it ends', (first, last) => {
    for (const address of [first, last]) expect(isPublicAddress(address), address).toBe(false);
    const within = (address: number) =>
      reserved.some(([from, to]) => address >= numberOf(from) && address <= numberOf(to));
    for (const beside of [numberOf(first) - 1, numberOf(last) + 1]) {
      if (beside < 0 || beside > 0xffffffff || within(beside)) continue;
      expect(isPublicAddress(dotted(beside)), dotted(beside)).toBe(true);
    }
  });

  test('as any host of a URL may spell it, is judged as what the URL makes of it', () => {
    const spellings = (a: number) => [
      String(a),
      `0x${a.toString(16)}`,
      `0${a.toString(8)}`,
      dotted(a)
        .split('.')
        .map((part) => `0x${Number(part).toString(16)}`)
        .join('.'),
      dotted(a)
        .split('.')
        .map((part) => `0${Number(part).toString(8)}`)
        .join('.'),
      `${Math.floor(a / 2 ** 24)}.${a % 2 ** 24}`,
      `${dotted(a)}.`,
      [...dotted(a)].map((c) => (c === '.' ? '。' : c)).join(''),
    ];
    fc.assert(
      fc.property(reservedIPv4, (address) => {
        for (const spelling of spellings(address)) {
          const { hostname } = new URL(`https://${spelling}/`);
          expect(hostname).toBe(dotted(address));
          expect(isPublicAddress(hostname)).toBe(false);
          // Without the URL it is not an address at all, and nothing that may be called.
          if (spelling !== hostname) expect(isPublicAddress(spelling)).toBe(false);
        }
      }),
    );
  });

  test.each(['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200'])(
    'metadata at %s is refused',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
      expect(isLocalAddress(address)).toBe(false);
    },
  );

  test.each(['1.1.1.1', '8.8.8.8', '20.190.151.7', '52.94.236.248', '93.184.215.14'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe('IPv6', () => {
  test.each(Object.entries(carriers))('%s: carries no IPv4 address anywhere', (_, carry) => {
    fc.assert(
      fc.property(fc.oneof(reservedIPv4, anyIPv4), (address) => {
        const text = carry(address);
        expect(addressBytes(text), text).toHaveLength(16);
        expect(isPublicAddress(text), text).toBe(false);
        const { hostname } = new URL(`https://[${text}]/`);
        expect(isPublicAddress(hostname.slice(1, -1)), hostname).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '::',
    '::1',
    '100::1',
    '2001::1',
    '2001:2::1',
    '2001:db8::1',
    '2001:20::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'fe80::1%eth0',
    '2a00:1450:4001:81a::200e%eth0',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['2606:4700:4700::1111', '2a00:1450:4001:81a::200e', '2603:1030::1'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test('is read in every spelling as the bytes that a URL reads', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const bytes = addressBytes(text);
        const canonical = new URL(`https://[${text}]/`).hostname.slice(1, -1);
        expect(bytes).toHaveLength(16);
        expect(addressBytes(canonical)).toEqual(bytes);
      }),
    );
  });
});

test('what is no address is not public', () => {
  const nonsense = [
    '',
    ' ',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    '0x8.8.8.8',
  ];
  const broken = [
    ':',
    ':::',
    '1::2::3',
    '2606::12345',
    '2606:4700::1:2:3:4:5:6:7',
    '2606:1.2.3.4::',
  ];
  for (const text of [...nonsense, ...broken, 'example.com', '[2606:4700::1]']) {
    expect(isPublicAddress(text), text).toBe(false);
    expect(isLocalAddress(text), text).toBe(false);
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      if (isPublicAddress(text)) expect(addressBytes(text)).toBeDefined();
    }),
  );
});

test('local are loopback and private addresses, and nothing that is public', () => {
  for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '::1', 'fd12::1']) {
    expect(isLocalAddress(address), address).toBe(true);
  }
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      expect(isLocalAddress(address) && isPublicAddress(address)).toBe(false);
    }),
  );
});
