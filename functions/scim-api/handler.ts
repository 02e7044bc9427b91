import type { APIGatewayProxyResultV2 } from 'aws-lambda';
import { readScimApiConfig } from '#functions/scim-api/config.ts';

readScimApiConfig();

export async function handler(): Promise<APIGatewayProxyResultV2> {
  return { statusCode: 503, body: 'Not deployed yet.' };
}
