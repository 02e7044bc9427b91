/** Something the person at the terminal can put right: shown as one line, without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
