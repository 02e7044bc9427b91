/**
 * Stands in a Lambda's bundle for the parts of the AWS SDK that Rollcall never reaches, yet that every client
 * imports. Each would speak up if it were reached after all.
 */

/** For `@aws-sdk/credential-provider-node`: the search through files, SSO, STS and instance metadata. */
export function defaultProvider(): never {
  throw new Error('This bundle looks for no credentials: pass them to the client.');
}

/** For `@aws-sdk/dynamodb-codec`, in whose place the client has one that Rollcall's items fit (attribute-json-codec.ts). */
export class DynamoDBJsonCodec2 {
  constructor() {
    throw new Error('This bundle has no codec of its own for DynamoDB: pass one to the client.');
  }
}

/** For `@smithy/core/event-streams`; no operation of DynamoDB or EventBridge streams. */
export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle has no event streams.');
  }
}

/** For `@aws-sdk/middleware-endpoint-discovery`, which is off unless it is asked for. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {};

export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}
