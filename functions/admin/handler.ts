import type { APIGatewayProxyResultV2 } from 'aws-lambda';
import { readAdminConfig } from '#functions/admin/config.ts';

readAdminConfig();

export async function handler(): Promise<APIGatewayProxyResultV2> {
  return { statusCode: 503, body: 'Not deployed yet.' };
}
