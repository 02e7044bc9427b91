import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

/**
 * The emulator gives an API the host name `<id>.execute-api.localhost`. Such names mean this machine (RFC 6761
 * section 6.3), but not every resolver knows.
 */
const lookup = dns.lookup;

function resolveLocalhost(hostname: string, ...rest: unknown[]): void {
  const name = hostname.endsWith('.localhost') ? '127.0.0.1' : hostname;
  Reflect.apply(lookup, dns, [name, ...rest]);
}

Object.assign(dns, { lookup: resolveLocalhost });
syncBuiltinESMExports();
