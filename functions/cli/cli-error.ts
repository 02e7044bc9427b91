/** Refused or failed, or called wrongly. */
export type FailureCode = 1 | 2;

/** Something the person at the terminal can act on: shown in one or two lines, without a stack trace. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: FailureCode;
  readonly advice: string | undefined;

  /**
   * @param problem What was wrong, one sentence.
   * @param advice What to do about it, on a line of its own.
   */
  constructor(problem: string, advice?: string, exitCode: FailureCode = 1) {
    super(problem);
    this.advice = advice;
    this.exitCode = exitCode;
  }
}

export function usageError(problem: string, advice?: string): CliError {
  return new CliError(problem, advice, 2);
}
