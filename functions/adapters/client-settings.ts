/**
 * What every client of an AWS service has: no call that hangs, and nothing left to be looked for in the files of
 * `~/.aws` at the first call.
 */
export const clientSettings = {
  requestHandler: {
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
  },
  maxAttempts: 3,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: '',
} as const;
