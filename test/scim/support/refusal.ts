import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';

/** The code that a call is refused with; `accepted` when it is not. Any other error is a failure. */
export function refusal(call: () => unknown): ErrorCode | 'accepted' {
  return refusalOf(call)?.code ?? 'accepted';
}

/** What a refused client is told. */
export function detail(call: () => unknown): string {
  return refusalOf(call)?.message ?? 'accepted';
}

function refusalOf(call: () => unknown): DomainError | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
