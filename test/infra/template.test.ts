import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import { adminConfig } from '#functions/admin/config.ts';
import { canaryConfig } from '#functions/canary/config.ts';
import { domainCheckConfig } from '#functions/domain-check/config.ts';
import { lifecycleRulesConfig } from '#functions/lifecycle-rules/config.ts';
import { lifecycleStepConfig } from '#functions/lifecycle-step/config.ts';
import { lifecycleSweepConfig } from '#functions/lifecycle-sweep/config.ts';
import { offboardingConfig } from '#functions/offboarding/config.ts';
import { oidcProviderConfig } from '#functions/oidc-provider/config.ts';
import { reconcilerConfig } from '#functions/reconciler/config.ts';
import { relayConfig } from '#functions/relay/config.ts';
import { rollForwardConfig } from '#functions/roll-forward/config.ts';
import { awsEnvironment } from '#functions/runtime/aws-environment.ts';
import { scimApiConfig } from '#functions/scim-api/config.ts';
import { scimAsyncConfig } from '#functions/scim-async/config.ts';
import { signInConfig } from '#functions/sign-in/config.ts';
import { tokenEndpointConfig } from '#functions/token-endpoint/config.ts';
import { webhookDeliveryConfig } from '#functions/webhook-delivery/config.ts';
import { webhookDispatchConfig } from '#functions/webhook-dispatch/config.ts';
import { webhookSweepConfig } from '#functions/webhook-sweep/config.ts';
import { tableDefinition } from '../support/table-definition.ts';
import { everyPermission } from './every-permission.ts';
import { normalised, propertiesOf, synthesise } from './rollcall-template.ts';
import { whatFails } from './what-fails.ts';

// Loading the CDK takes seconds: everything that looks at the template shares this one.
const { app, outdir, stateful, stateless } = synthesise();
const both = [stateful, stateless];

afterAll(() => rmSync(outdir, { recursive: true }));

/** Properties of all resources of a type in both stacks; none at all means that a test looks at nothing. */
function all(type: string) {
  const found = both.flatMap((template) => Object.entries(propertiesOf(template, type)));
  expect(found, type).not.toEqual([]);
  return found;
}

function only(type: string) {
  const found = all(type);
  expect(found, type).toHaveLength(1);
  return found[0]?.[1];
}

/** Those whose source is the table's stream. */
function streamMappings() {
  const mappings = all('AWS::Lambda::EventSourceMapping');
  const found = mappings.filter(
    ([, { EventSourceArn }]) => !!JSON.stringify(EventSourceArn).match(/[Ss]tream/),
  );
  expect(found).not.toEqual([]);
  return found;
}

describe('the templates', () => {
  it.each([
    ['stateful', stateful],
    ['stateless', stateless],
  ])('are the golden ones: %s', async (name, template) => {
    await expect(normalised(template)).toMatchFileSnapshot(`golden/${name}.template.json`);
  });

  it('pass CloudFormation’s own rules', () => {
    const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
    expect(report).toMatchObject({ title: 'Validation Report', pluginReports: [] });
  });

  it.each([new AwsSolutionsChecks(), new ServerlessChecks()])(
    'pass the rule pack $name',
    (pack) => {
      const bad = new Stack();
      new Queue(bad, 'Queue');
      expect(pack.validateScope(bad).violations).not.toEqual([]);
      expect(pack.validateScope(app).violations).toEqual([]);
    },
  );

  it('keep what must last apart from what may go', () => {
    expect(app.stateful.terminationProtection).toBe(true);
    const lasting = { 'AWS::DynamoDB::Table': 1, 'AWS::KMS::Key': 4, 'AWS::Events::EventBus': 1 };
    for (const [type, count] of Object.entries(lasting)) {
      stateful.resourceCountIs(type, count);
      stateless.resourceCountIs(type, 0);
    }
  });

  it('say where to go', () => {
    expect(Object.keys(stateless.findOutputs('*'))).toEqual(['ScimBaseUrl', 'AdminBaseUrl']);
    const outputs = Object.keys(stateful.findOutputs('*'));
    expect(outputs).toEqual(expect.arrayContaining(['TableName', 'EventBusName']));
  });
});

describe('the data', () => {
  it('lies in the table that the store expects, which also the tests make', () => {
    expect(only('AWS::DynamoDB::Table')).toMatchObject({
      ...tableDefinition,
      AttributeDefinitions: expect.arrayContaining(tableDefinition.AttributeDefinitions),
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
  });

  it('can be restored, and is not deleted by accident', () => {
    expect(only('AWS::DynamoDB::Table')).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key']) {
      const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
      stateful.allResources(type, retained);
    }
  });

  it('is encrypted with a key that the customer holds, the bus with the same', () => {
    const [keyId] = all('AWS::KMS::Key')[0] ?? [];
    const key = { 'Fn::GetAtt': [keyId, 'Arn'] };
    for (const [id, { EnableKeyRotation, KeyUsage }] of all('AWS::KMS::Key')) {
      // KMS rotates no pairs: see the signing keys.
      expect(EnableKeyRotation, id).toBe(KeyUsage === 'SIGN_VERIFY' ? undefined : true);
    }
    expect(only('AWS::DynamoDB::Table')).toMatchObject({
      SSESpecification: { KMSMasterKeyId: key, SSEEnabled: true, SSEType: 'KMS' },
    });
    expect(only('AWS::Events::EventBus')).toMatchObject({ KmsKeyIdentifier: key });
  });
});

describe('every function', () => {
  const functions = all('AWS::Lambda::Function');

  it('runs on the runtime that the tests run on, on arm64, and logs JSON', () => {
    expect(process.version).toMatch(/^v24\./);
    for (const [id, properties] of functions) {
      expect(properties, id).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
      });
      expect(properties, id).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it('has the variables that its config asks for, and no other', () => {
    const contracts = {
      ScimApi: scimApiConfig,
      ScimAsync: scimAsyncConfig,
      SignIn: signInConfig,
      TokenEndpoint: tokenEndpointConfig,
      OidcProvider: oidcProviderConfig,
      Admin: adminConfig,
      Relay: relayConfig,
      Reconciler: reconcilerConfig,
      Canary: canaryConfig,
      RollForward: rollForwardConfig,
      DomainCheck: domainCheckConfig,
      WebhooksDispatch: webhookDispatchConfig,
      WebhooksDelivery: webhookDeliveryConfig,
      WebhooksSweep: webhookSweepConfig,
      Offboarding: offboardingConfig,
      LifecycleSweep: lifecycleSweepConfig,
      LifecycleStep: lifecycleStepConfig,
      LifecycleRules: lifecycleRulesConfig,
    };
    expect(functions).toHaveLength(Object.keys(contracts).length);
    for (const [capability, contract] of Object.entries(contracts)) {
      const [, properties] = functions.find(([id]) => id.startsWith(`${capability}Function`)) ?? [];
      const own = Object.keys(contract.shape).filter((name) => !(name in awsEnvironment.shape));
      const variables = Object.fromEntries(own.map((name) => [name, expect.anything()]));
      expect(properties?.['Environment'], capability).toEqual({ Variables: variables });
    }
  });

  it('has a role and a log of its own', () => {
    for (const part of ['Role', 'LoggingConfig']) {
      const values = functions.map(([, properties]) => JSON.stringify(properties[part]));
      expect(new Set(values).size, part).toBe(functions.length);
    }
    const logs = Object.keys(propertiesOf(stateless, 'AWS::Logs::LogGroup'));
    for (const [id, { LoggingConfig }] of functions) {
      expect(LoggingConfig, id).toMatchObject({ LogGroup: { Ref: expect.toBeOneOf(logs) } });
    }
  });

  it('keeps its log for a limited time', () => {
    for (const [id, properties] of all('AWS::Logs::LogGroup')) {
      expect(properties, id).toMatchObject({ RetentionInDays: expect.any(Number) });
    }
  });
});

everyPermission({ all });

describe('the secrets of webhooks', () => {
  it('are sealed under a key of their own, which only who signs may open', () => {
    const using = all('AWS::IAM::Policy')
      .filter(([, { PolicyDocument }]) => JSON.stringify(PolicyDocument).includes('SecretsKey'))
      .map(([id]) => id);
    expect(using.toSorted()).toEqual([
      expect.stringMatching(/^Admin/),
      expect.stringMatching(/^SignIn/),
      expect.stringMatching(/^WebhooksDelivery/),
    ]);
    const actions = (name: string) =>
      JSON.stringify(all('AWS::IAM::Policy').find(([id]) => id.startsWith(name)));
    expect(actions('Admin')).toMatch(/"kms:Encrypt","Effect":"Allow","Resource":{[^}]*SecretsKey/);
    // Those of connections, and what providers said last, are not for whoever delivers events.
    expect(actions('WebhooksDelivery')).toMatch(
      /"kms:Decrypt","Condition":{"Null":{"kms:EncryptionContext:webhook":"false"}},"Effect":"Allow","Resource":{[^}]*SecretsKey/,
    );
  });

  it('go nowhere but to the internet: no function is told otherwise', () => {
    expect(JSON.stringify(both)).not.toMatch(/OUTGOING_HTTP|ROLLCALL_TIME|SETTABLE_CLOCK/);
  });
});

whatFails({ all, only, streamMappings });

describe('the API', () => {
  it('is open only where the function itself asks for a token; no verdict is cached', () => {
    // What an authoriser remembers would outlive a revocation; IAM's and our own checks ask anew each time.
    for (const template of both) {
      template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
      template.resourceCountIs('AWS::ApiGateway::Authorizer', 0);
      expect(JSON.stringify(template.toJSON())).not.toContain('AuthorizerResultTtl');
    }
    const routes = all('AWS::ApiGatewayV2::Route').map(([, { RouteKey, AuthorizationType }]) => [
      RouteKey,
      AuthorizationType,
    ]);
    expect(routes.toSorted()).toEqual([
      ['ANY /admin/v1/{proxy+}', 'AWS_IAM'],
      ['ANY /oauth2/{tenant}/{directory}/token', 'NONE'],
      ['ANY /oidc/{tenant}/{proxy+}', 'NONE'],
      ['ANY /scim/v2', 'NONE'],
      ['ANY /scim/v2/{proxy+}', 'NONE'],
      ['ANY /sign-in/{tenant}/{proxy+}', 'NONE'],
    ]);
  });

  it('is throttled', () => {
    const number = expect.any(Number);
    expect(only('AWS::ApiGatewayV2::Stage')).toMatchObject({
      DefaultRouteSettings: { ThrottlingBurstLimit: number, ThrottlingRateLimit: number },
      // Where anybody may knock, less than what directories and apps share with it.
      RouteSettings: {
        'ANY /sign-in/{tenant}/{proxy+}': {
          ...{ ThrottlingBurstLimit: 1_000, ThrottlingRateLimit: 500 },
          DetailedMetricsEnabled: true,
        },
      },
    });
  });

  it('speaks payload format 2.0, and to no other origin', () => {
    for (const [id, integration] of all('AWS::ApiGatewayV2::Integration')) {
      expect(integration, id).toMatchObject({ PayloadFormatVersion: '2.0' });
    }
    expect(only('AWS::ApiGatewayV2::Api')).not.toHaveProperty('CorsConfiguration');
  });

  it('logs what happened, never who or about whom', () => {
    const { AccessLogSettings } = only('AWS::ApiGatewayV2::Stage') ?? {};
    const { Format } = JSON.parse(JSON.stringify(AccessLogSettings));
    const variables = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
    const times = ['requestTime', 'responseLatency', 'integrationLatency'];
    const results = ['status', 'integrationStatus', 'integrationErrorMessage'];
    const harmless = ['requestId', 'routeKey', ...times, ...results];
    expect(variables.toSorted()).toEqual(harmless.toSorted());
  });
});
