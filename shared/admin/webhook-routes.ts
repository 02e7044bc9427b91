import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { webhookShown } from '#shared/admin/webhook-answers.ts';
import { newWebhook, rotation, type WebhookSecretAnswer } from '#shared/admin/webhook-contract.ts';
import { webhookOf } from '#shared/admin/webhook-of-path.ts';
import { HOUR } from '#shared/kernel/clock.ts';
import { rotateKey, setEnabled } from '#shared/webhooks/change-endpoint.ts';
import { createEndpoint, type EndpointWithSecret } from '#shared/webhooks/create-endpoint.ts';
import { checkTarget } from '#shared/webhooks/target-url.ts';

const path = '/tenants/{tenant}/webhooks';

export const webhookRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: createWebhook },
  { method: 'GET', path, handle: listWebhooks },
  { method: 'GET', path: `${path}/{webhook}`, handle: showWebhook },
  { method: 'DELETE', path: `${path}/{webhook}`, handle: deleteWebhook },
  { method: 'POST', path: `${path}/{webhook}/rotate`, handle: rotateWebhook },
  { method: 'POST', path: `${path}/{webhook}/enable`, handle: (call) => switchTo(call, true) },
  { method: 'POST', path: `${path}/{webhook}/disable`, handle: (call) => switchTo(call, false) },
];

async function createWebhook(call: AdminCall): Promise<Response> {
  const { webhooks } = call.context;
  const { url, types, ...settings } = await readBody(call.request, newWebhook);
  const { id: tenantId } = await tenantOf(call);
  const target = checkTarget(url, webhooks.localTargets);
  const chosen = types && { types: [...new Set(types)] };
  const created = await createEndpoint(webhooks, { tenantId, url: target, ...chosen, ...settings });
  return withSecret(call, created, 201);
}

async function listWebhooks(call: AdminCall): Promise<Response> {
  const { store, wallClock } = call.context.webhooks;
  const endpoints = await store.endpoints((await tenantOf(call)).id);
  const shown = endpoints.map((endpoint) => webhookShown(endpoint, wallClock.now()));
  return Response.json({ webhooks: shown });
}

async function showWebhook(call: AdminCall): Promise<Response> {
  const { wallClock } = call.context.webhooks;
  return Response.json(webhookShown(await webhookOf(call), wallClock.now()));
}

async function deleteWebhook(call: AdminCall): Promise<Response> {
  const { tenantId, id } = await webhookOf(call);
  await call.context.webhooks.store.deleteEndpoint(tenantId, id);
  return new Response(null, { status: 204 });
}

async function rotateWebhook(call: AdminCall): Promise<Response> {
  const { overlapHours } = await readBody(call.request, rotation);
  const endpoint = await webhookOf(call);
  const rotated = await rotateKey(call.context.webhooks, endpoint, overlapHours * HOUR);
  return withSecret(call, rotated, 200);
}

async function switchTo(call: AdminCall, enabled: boolean): Promise<Response> {
  const { webhooks } = call.context;
  const endpoint = await setEnabled(webhooks, await webhookOf(call), enabled);
  return Response.json(webhookShown(endpoint, webhooks.wallClock.now()));
}

function withSecret(
  { context }: AdminCall,
  { endpoint, secret }: EndpointWithSecret,
  status: number,
): Response {
  const now = context.webhooks.wallClock.now();
  const answer: WebhookSecretAnswer = { ...webhookShown(endpoint, now), secret };
  return Response.json(answer, { status });
}
