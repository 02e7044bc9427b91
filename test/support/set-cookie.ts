/** A cookie as a browser holds it: never for other hosts than the one that set it. */
export interface StoredCookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: string | undefined;
}

/** Reads a `Set-Cookie` line (RFC 6265 section 5.2). */
export function parseSetCookie(
  line: string,
  host: string,
  requestPath: string,
): StoredCookie & { expired: boolean } {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name.toLowerCase(), value];
    }),
  );
  const path = attributes.get('path');
  const expires = attributes.get('expires');
  const isPast = expires !== undefined && Date.parse(expires) <= Date.now();
  return {
    host,
    path: path?.startsWith('/') ? path : requestPath.replace(/\/[^/]*$/, '') || '/',
    name: pair.slice(0, pair.indexOf('=')),
    value: pair.slice(pair.indexOf('=') + 1),
    httpOnly: attributes.has('httponly'),
    secure: attributes.has('secure'),
    sameSite: attributes.get('samesite'),
    expired: isPast || Number(attributes.get('max-age') ?? 1) <= 0,
  };
}
