// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of Fn::Sub
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseStackTemplate, readCloudAssembly } from '#infra/local/template/cloud-assembly.ts';
import { parseProperties, withoutEffect } from '#infra/local/template/properties.ts';
import { type Resource, resolveTemplate } from '#infra/local/template/template.ts';

const ENDPOINTS = { sqs: 'http://127.0.0.1:1', httpApi: 'http://127.0.0.1:2' };

const DATA = parseStackTemplate('Data', {
  Resources: {
    Table1: { Type: 'AWS::DynamoDB::Table', Properties: {} },
    Bus1: {
      Type: 'AWS::Events::EventBus',
      Properties: { Name: { 'Fn::Sub': '${AWS::StackName}-bus' } },
    },
  },
  Outputs: {
    Table: { Value: { Ref: 'Table1' }, Export: { Name: 'Data:Table' } },
    Stream: { Value: { 'Fn::GetAtt': ['Table1', 'StreamArn'] }, Export: { Name: 'Data:Stream' } },
  },
});

const CODE = parseStackTemplate('Code', {
  Parameters: { Stage: { Type: 'String', Default: 'local' } },
  Resources: {
    Dead: { Type: 'AWS::SQS::Queue' },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api' } },
    Function1: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Environment: {
          Variables: {
            TABLE: { 'Fn::ImportValue': 'Data:Table' },
            QUEUE: { Ref: 'Dead' },
            STAGE: { Ref: 'Stage' },
          },
        },
        DeadLetter: { 'Fn::GetAtt': ['Dead', 'Arn'] },
      },
    },
  },
  Outputs: { Base: { Value: { 'Fn::Sub': '${Api.ApiEndpoint}/v2' } } },
});

function resolve(...stacks: ReturnType<typeof parseStackTemplate>[]) {
  return resolveTemplate({ stacks, assets: new Map() }, ENDPOINTS);
}

function resource(logicalId: string): Resource {
  const found = resolve(DATA, CODE).resources.find((one) => one.logicalId === logicalId);
  if (found === undefined) throw new Error(`There is no ${logicalId}.`);
  return found;
}

describe('resolveTemplate', () => {
  test('names what the template does not name, the same at every start', () => {
    expect(resource('Table1').ref).toBe('Data-Table1');
    expect(resource('Table1').arn).toBe(
      'arn:aws:dynamodb:us-east-1:000000000000:table/Data-Table1',
    );
  });

  test('keeps the name that the template gives', () => {
    expect(resource('Bus1').name).toBe('Data-bus');
    expect(resource('Bus1').arn).toBe('arn:aws:events:us-east-1:000000000000:event-bus/Data-bus');
  });

  test('resolves exports of another stack, the URL of a queue and a default', () => {
    expect(resource('Function1').properties).toEqual({
      Environment: {
        Variables: {
          TABLE: 'Data-Table1',
          QUEUE: 'http://127.0.0.1:1/000000000000/Code-Dead',
          STAGE: 'local',
        },
      },
      DeadLetter: 'arn:aws:sqs:us-east-1:000000000000:Code-Dead',
    });
  });

  test('gives outputs of any stack', () => {
    const template = resolve(DATA, CODE);
    expect(template.output('Base')).toBe('http://127.0.0.1:2/v2');
    expect(template.output('Absent')).toBeUndefined();
  });

  test.each([
    [
      'an export that no stack has',
      { 'Fn::ImportValue': 'Data:Nothing' },
      /Code\/Dead.*no stack exports Data:Nothing/,
    ],
    ['a resource that is not there', { Ref: 'Gone' }, /Code has no resource Gone/],
    [
      'an attribute without a stand-in',
      { 'Fn::GetAtt': ['Dead', 'Colour'] },
      /no stand-in for Colour/,
    ],
  ])('refuses %s, naming the resource that asks', (_, value, message) => {
    const stack = parseStackTemplate('Code', {
      Resources: { Dead: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: value } } },
    });
    expect(() => resolve(DATA, stack)).toThrow(message);
  });

  test('refuses a resource that is created only sometimes', () => {
    const stack = parseStackTemplate('S', {
      Resources: { A: { Type: 'AWS::SQS::Queue', Condition: 'C' } },
    });
    expect(() => resolve(stack)).toThrow(/S\/A \(AWS::SQS::Queue\) has a Condition/);
  });
});

describe('readCloudAssembly', () => {
  test('finds the folder of each asset by the key that the template names', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
    const file = {
      source: { path: 'asset.abc', packaging: 'zip' },
      destinations: { current: { bucketName: 'b', objectKey: 'abc.zip' } },
    };
    writeFileSync(path.join(folder, 'S.assets.json'), JSON.stringify({ files: { abc: file } }));
    writeFileSync(path.join(folder, 'S.template.json'), JSON.stringify({ Resources: {} }));
    const { stacks, assets } = readCloudAssembly(folder);
    rmSync(folder, { recursive: true });
    expect(stacks.map(({ stackName }) => stackName)).toEqual(['S']);
    expect(assets.get('abc.zip')).toBe(path.join(folder, 'asset.abc'));
  });

  test('refuses a folder without templates', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
    expect(() => readCloudAssembly(folder)).toThrow(/no \*\.template\.json/);
    rmSync(folder, { recursive: true });
  });
});

describe('parseProperties', () => {
  const schema = z.strictObject({ Size: z.number(), Tags: withoutEffect });
  const queue = (properties: Record<string, unknown>): Resource => ({
    ...resource('Dead'),
    properties,
  });

  test('gives what the stand-in reads', () => {
    expect(parseProperties(queue({ Size: 1, Tags: [] }), schema)).toEqual({ Size: 1, Tags: [] });
  });

  test('refuses a property that the stand-in does not know', () => {
    expect(() => parseProperties(queue({ Size: 1, Delay: 3 }), schema)).toThrow(
      /Code\/Dead.*"Delay"/,
    );
  });
});
