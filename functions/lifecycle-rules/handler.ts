import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createLifecycleRuleStore } from '#functions/adapters/dynamodb/lifecycle-rule-store.ts';
import { queueingPorts } from '#functions/adapters/sqs/queueing-ports.ts';
import { callWebhook } from '#functions/lifecycle-rules/call-webhook.ts';
import { readLifecycleRulesConfig } from '#functions/lifecycle-rules/config.ts';
import { lifecycleRules } from '#functions/lifecycle-rules/lifecycle-rules.ts';
import { system } from '#functions/runtime/system.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';

const { table, ...queueing } = queueingPorts(readLifecycleRulesConfig());

export const handler = lifecycleRules({
  ...system,
  store: createIdentityStore(table, system.clock),
  rules: createLifecycleRuleStore(table),
  userTypes: createUserTypes(createDeclarationStore(table)),
  callWebhook: callWebhook(queueing),
});
