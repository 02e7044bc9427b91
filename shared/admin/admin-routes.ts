import type { AdminRoute } from '#shared/admin/admin-context.ts';
import { appRoutes } from '#shared/admin/app-routes.ts';
import { brakeRoutes } from '#shared/admin/brake-routes.ts';
import { clientRoutes } from '#shared/admin/client-routes.ts';
import { connectionRoutes } from '#shared/admin/connection-routes.ts';
import { deliveryRoutes } from '#shared/admin/delivery-routes.ts';
import { directoryRoutes } from '#shared/admin/directory-routes.ts';
import { domainRoutes } from '#shared/admin/domain-routes.ts';
import { eventRoutes } from '#shared/admin/event-routes.ts';
import { lifecycleRoutes } from '#shared/admin/lifecycle-routes.ts';
import { linkRoutes } from '#shared/admin/link-routes.ts';
import { offboardingRoutes } from '#shared/admin/offboarding-routes.ts';
import { resourceTypeRoutes } from '#shared/admin/resource-type-routes.ts';
import { roleRoutes } from '#shared/admin/role-routes.ts';
import { roleRuleRoutes } from '#shared/admin/role-rule-routes.ts';
import { ruleRoutes } from '#shared/admin/rule-routes.ts';
import { schemaRoutes } from '#shared/admin/schema-routes.ts';
import { sessionRoutes } from '#shared/admin/session-routes.ts';
import { tenantRoutes } from '#shared/admin/tenant-routes.ts';
import { timelineRoutes } from '#shared/admin/timeline-routes.ts';
import { tokenRoutes } from '#shared/admin/token-routes.ts';
import { userRoutes } from '#shared/admin/user-routes.ts';
import { userStateRoutes } from '#shared/admin/user-state-routes.ts';
import { webhookRoutes } from '#shared/admin/webhook-routes.ts';

export const adminRoutes: readonly AdminRoute[] = [
  ...tenantRoutes,
  ...directoryRoutes,
  ...brakeRoutes,
  ...tokenRoutes,
  ...clientRoutes,
  ...connectionRoutes,
  ...appRoutes,
  ...userRoutes,
  ...userStateRoutes,
  ...linkRoutes,
  ...offboardingRoutes,
  ...roleRuleRoutes,
  ...roleRoutes,
  ...sessionRoutes,
  ...domainRoutes,
  ...schemaRoutes,
  ...resourceTypeRoutes,
  ...ruleRoutes,
  ...eventRoutes,
  ...timelineRoutes,
  ...webhookRoutes,
  ...deliveryRoutes,
  ...lifecycleRoutes,
];
