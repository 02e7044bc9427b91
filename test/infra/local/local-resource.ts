import { identifyResource } from '#infra/local/template/resource-identity.ts';
import type { Resource } from '#infra/local/template/template.ts';

const ENDPOINTS = { sqs: 'http://127.0.0.1:1', httpApi: 'http://127.0.0.1:2' };

/** A resource as a resolved template holds it. */
export function localResource(
  type: string,
  properties: Record<string, unknown>,
  logicalId = 'Resource',
): Resource {
  const declaration = { stackName: 'Stack', logicalId, type, givenName: undefined };
  return {
    ...identifyResource(declaration, ENDPOINTS),
    stackName: 'Stack',
    logicalId,
    type,
    properties,
  };
}
