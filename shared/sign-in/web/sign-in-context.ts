import type { Call, Route } from '#shared/kernel/http/route.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';

export interface SignInContext extends SignInPorts {
  /** What all URLs of this deployment begin with; no slash at its end. */
  readonly rootUrl: string;
  readonly requestId: string;
  /** Takes what nobody foresaw to where it is seen. */
  readonly report: (error: unknown, requestId: string) => void;
}

export type SignInRoute = Route<SignInContext>;
export type SignInCall = Call<SignInContext>;
