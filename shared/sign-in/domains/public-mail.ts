import providers from 'email-providers/all.json' with { type: 'json' };
import { domainName } from '#shared/sign-in/domains/domain-name.ts';

let known: ReadonlySet<string | undefined> | undefined;

/**
 * Whether anybody may have an address there, such as at gmail.com: it says nothing of whom somebody works for.
 *
 * @param name As `domainName` spells it.
 */
export function isPublicMail(name: string): boolean {
  known ??= new Set(providers.map(domainName));
  return known.has(name);
}
