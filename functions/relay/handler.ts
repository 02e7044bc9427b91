import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { publishTo } from '#functions/adapters/eventbridge/publish-to.ts';
import { readRelayConfig } from '#functions/relay/config.ts';
import { relay } from '#functions/relay/relay.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';

const config = readRelayConfig();
const client = new EventBridgeClient(awsOptions(config, 'EVENTBRIDGE'));

export const handler = relay(publishTo(client, config.EVENT_BUS_NAME));
