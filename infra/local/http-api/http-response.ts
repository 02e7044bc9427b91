import * as z from 'zod';
import type { Outcome } from '../lambda/lambda-instance.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const proxyResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer that API Gateway gives by itself, such as `{"message":"Not Found"}`. */
export function gatewayResponse(status: number, message: string): HttpResponse {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}

const FUNCTION_FAILED = gatewayResponse(500, 'Internal Server Error');

/** What the client gets of what the function answered (payload format 2.0). */
export function toHttpResponse(outcome: Outcome): HttpResponse {
  if ('functionError' in outcome) return FUNCTION_FAILED;
  const answer: unknown = JSON.parse(outcome.payload);
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) {
    const body = typeof answer === 'string' ? answer : outcome.payload;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body),
    };
  }
  const parsed = proxyResponse.safeParse(answer);
  if (!parsed.success) return FUNCTION_FAILED;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      ...(body && { 'content-type': 'text/plain;charset=utf-8' }),
      ...lowerCase(headers ?? {}),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      // API Gateway frames the body itself.
      .filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding'),
  );
}
