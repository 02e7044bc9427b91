// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is exactly ASCII
const ASCII = /^[\u0000-\u007f]*$/;
const WIDE_AND_HALF_WIDTH = /[\u3000\uff01-\uffee]/g;

/**
 * The form in which strings that are not case exact are compared: width mapping, lower case and
 * NFC, as UsernameCaseMapped prepares a user name (RFC 7613 section 3.2, asked for by RFC 7644
 * section 5). Two spellings are the same name exactly when their forms are equal.
 */
export function compareForm(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const mapped = text.replace(WIDE_AND_HALF_WIDTH, (character) => character.normalize('NFKC'));
  return mapped.toLowerCase().normalize('NFC');
}
