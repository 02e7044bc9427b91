import { DomainError } from '#shared/kernel/domain-error.ts';

/**
 * Lets an error say which element of `Operations` it is about.
 *
 * @param number Counted from 1.
 */
export function inOperation<T>(number: number, perform: () => T): T {
  try {
    return perform();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `Operation ${number}: ${error.message}`, { cause: error });
  }
}
