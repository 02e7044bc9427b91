const MAX_LENGTH = 2_048;
/** What a URL parser would drop, encode or take for something else; `*` because somebody would mean it. */
const FORBIDDEN = /[^\x21-\x7e]|["<>\\^`{|}*#]/;
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * What is wrong with a URL that browsers are sent to, or logout tokens; undefined when nothing is. https, or http
 * on one's own machine (RFC 8252 section 7.3), and exactly this: it is compared character by character (RFC 9700
 * section 2.1).
 */
export function appUriProblem(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (text.includes('#')) return 'may not have a fragment';
  if (text.includes('*')) return 'may not have a wildcard: name each URL';
  const url = FORBIDDEN.test(text) ? null : URL.parse(text);
  if (!url) return 'is not a URL';
  if (url.username !== '' || url.password !== '') return 'may not hold a user name or password';
  const local = url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  if (url.protocol !== 'https:' && !local) {
    return 'has to begin with https://, or with http:// and a loopback address';
  }
  return undefined;
}

/** What is wrong with a URI that stands for an API (RFC 8707 section 2); undefined when nothing is. */
export function audienceProblem(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  const fits = !FORBIDDEN.test(text) && URL.canParse(text);
  return fits ? undefined : 'is not an absolute URI without a fragment';
}
