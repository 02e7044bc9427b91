import type { EventType } from '#shared/events/catalogue.ts';

export interface Interest {
  /** All, unless some are named. */
  readonly types?: readonly EventType[];
  readonly tenants?: readonly string[];
  /** What happened to this user or group alone, by SCIM id. */
  readonly subjects?: readonly string[];
}

/** The `eventPattern` of an EventBridge rule on Rollcall's bus, as the CDK and CloudFormation take it. */
export function eventPattern({ types, tenants, subjects }: Interest = {}) {
  const detail = {
    ...(tenants && { tenant: [...tenants] }),
    ...(subjects && { subject: { id: [...subjects] } }),
  };
  return {
    source: ['rollcall'],
    ...(types && { 'detail-type': [...types] }),
    ...(Object.keys(detail).length > 0 && { detail }),
  };
}
