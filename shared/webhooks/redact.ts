/** Characters of an answer that are kept at most. */
export const MAX_EXCERPT = 512;

/** Bytes that are looked at: more than are kept, so that no secret is cut where its kind could not be told. */
export const EXCERPT_BYTES = 4 * MAX_EXCERPT;

const HIDDEN = '[hidden]';

/** What looks like a credential, or like a person's address, whatever surrounds it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // The value after a telling name, in JSON, a form or a header.
  [
    /((?:password|passwd|secret|token|authorization|api[-_]?key|access[-_]?key|cookie|session(?:[-_]?id)?|signature)["']?\s*[:=]\s*)(?:"[^"]*"?|'[^']*'?|(?:bearer|basic)\s+\S+|[^\s,;&<>}]+)/gi,
    `$1${HIDDEN}`,
  ],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  [/\b(?:whsec|whsk|rollcall|sk|pk|ghp|gho|xox[a-z]|shp[a-z]{2})[_-][\w+/=-]{8,}/g, HIDDEN],
  [/\beyJ[\w-]{4,}(?:\.[\w-]*){0,2}/g, HIDDEN],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, HIDDEN],
  [/[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}/g, HIDDEN],
  // Long runs without a space are keys more often than words.
  [/[A-Za-z0-9+/_=-]{40,}/g, HIDDEN],
];

/** The beginning of a receiver's answer as it may be kept: text, short, without what must not be kept. */
export function redact(body: Uint8Array): string {
  const text = new TextDecoder()
    .decode(body.subarray(0, EXCERPT_BYTES))
    // A character that was cut in two.
    .replace(/\uFFFD+$/, '')
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return patterns
    .reduce((shown, [pattern, shownAs]) => shown.replaceAll(pattern, shownAs), text)
    .slice(0, MAX_EXCERPT);
}
