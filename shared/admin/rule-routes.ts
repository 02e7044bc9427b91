import type * as z from 'zod/mini';
import type { AdminCall, AdminContext, AdminRoute } from '#shared/admin/admin-context.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { newDryRun, newRule } from '#shared/admin/rule-contract.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { checkRule, deleteRule, putRule, ruleNamed } from '#shared/lifecycle/rules/change-rules.ts';
import { dryRun } from '#shared/lifecycle/rules/dry-run.ts';
import type { LifecycleRule } from '#shared/lifecycle/rules/rule.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

const path = '/tenants/{tenant}/rules';
const one = `${path}/{rule}`;

export const ruleRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: listRules },
  { method: 'PUT', path: one, handle: put },
  { method: 'GET', path: one, handle: showRule },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'POST', path: `${one}/dry-run`, handle: tryOut },
];

async function listRules(call: AdminCall): Promise<Response> {
  const { id } = await tenantOf(call);
  return Response.json(await call.context.rules.lifecycleRules(id));
}

async function showRule(call: AdminCall): Promise<Response> {
  return Response.json(await ruleOf(call));
}

async function put(call: AdminCall): Promise<Response> {
  const rule = named(call, await readBody(call.request, newRule));
  const { id: tenantId } = await tenantOf(call);
  await putRule(portsOf(call.context), { ...byAdmin(call.context), tenantId }, rule);
  return Response.json(rule);
}

async function remove(call: AdminCall): Promise<Response> {
  const { id: tenantId } = await tenantOf(call);
  const by = { ...byAdmin(call.context), tenantId };
  await deleteRule(portsOf(call.context), by, call.params['rule'] ?? '');
  return new Response(null, { status: 204 });
}

/** What a rule would have done, be it put already or not. */
async function tryOut(call: AdminCall): Promise<Response> {
  const { days, rule: sent } = await readBody(call.request, newDryRun);
  const { id: tenantId } = await tenantOf(call);
  const rule = sent ? named(call, sent) : await ruleOf(call);
  const { context } = call;
  await checkRule(portsOf(context), tenantId, rule);
  const ports = { ...context, store: context.identity, outbox: context.feed.outbox };
  return Response.json(await dryRun(ports, tenantId, rule, days));
}

async function ruleOf(call: AdminCall): Promise<LifecycleRule> {
  const { id } = await tenantOf(call);
  const { rules } = await call.context.rules.lifecycleRules(id);
  return ruleNamed(rules, call.params['rule'] ?? '');
}

function named({ params }: AdminCall, rule: z.output<typeof newRule>): LifecycleRule {
  const id = params['rule'] ?? '';
  if (isSlug(id)) return { id, ...rule };
  throw new DomainError(
    'invalidValue',
    'The name of a rule is 1-40 lower-case letters, digits and inner hyphens.',
  );
}

function portsOf(context: AdminContext) {
  const isWebhook = async (tenantId: string, id: string) =>
    (await context.webhooks.store.endpoint(tenantId, id)) !== undefined;
  return { ...context, isWebhook };
}
