/**
 * What a process remembered of a token or its tenant, and began to serve a request by, is not so any more. Nothing
 * was written and nothing answered yet, so the request can be served again, by what holds now.
 */
export class OutdatedAccess extends Error {
  override readonly name = 'OutdatedAccess';
}
