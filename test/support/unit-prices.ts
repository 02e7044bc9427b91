/** What AWS asks for a million of each, in dollars: on demand, without a free tier, before taxes. */
export interface UnitPrices {
  readonly region: string;
  readonly asOf: string;
  readonly perMillion: Readonly<Record<Unit, number>>;
}

export type Unit =
  | 'read unit'
  | 'write unit'
  | 'event published'
  | 'Lambda invocation'
  | 'request to SQS'
  | 'request to the HTTP API'
  | 'GB-second of Lambda on arm';

/** An example: prices differ by region and change. They are on the pricing page of each service. */
export const unitPrices: UnitPrices = {
  region: 'us-east-1',
  asOf: 'March 2026',
  perMillion: {
    'read unit': 0.125,
    'write unit': 0.625,
    'event published': 1,
    'Lambda invocation': 0.2,
    'request to SQS': 0.4,
    'request to the HTTP API': 1,
    'GB-second of Lambda on arm': 13.3334,
  },
};
