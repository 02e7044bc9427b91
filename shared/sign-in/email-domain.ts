/** The domain of an address as DNS has it (lower case, Punycode); undefined when there is none in it. */
export function emailDomain(address: string): string | undefined {
  const name = address.slice(address.lastIndexOf('@') + 1);
  if (name.length === address.length || !/^[^\s/?#:@\\]+$/.test(name)) return undefined;
  const { hostname } = URL.parse(`https://${name}`) ?? {};
  return hostname;
}
