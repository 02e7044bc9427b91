import * as z from 'zod/mini';
import { CliError } from '#functions/cli/cli-error.ts';
import { errorAnswer } from '#shared/admin/admin-contract.ts';

/** What API Gateway answers by itself, before any function is asked. */
const gatewayAnswer = z.object({ message: z.string() });

const requestIdHeaders = ['x-request-id', 'apigw-requestid', 'x-amzn-requestid'];

const access =
  'Check ROLLCALL_ADMIN_TOKEN; against AWS, the role in use needs execute-api:Invoke on this API.';
const advice: Readonly<Record<number, string>> = { 401: access, 403: access };

/** An answer of any kind other than success, as an error to show. */
export async function refusal(response: Response): Promise<CliError> {
  const body: unknown = await response.json().catch(() => undefined);
  const own = errorAnswer.safeParse(body);
  if (own.success) return describe(own.data.error.message, response, own.data.error.requestId);
  const gateway = gatewayAnswer.safeParse(body);
  const detail = gateway.success ? `: ${gateway.data.message}` : ' without an explanation';
  return describe(`The admin API answered ${response.status}${detail}.`, response);
}

function describe(problem: string, { status, headers }: Response, requestId?: string): CliError {
  const id = requestId ?? requestIdHeaders.map((name) => headers.get(name)).find((v) => v !== null);
  const parts = [advice[status], id && `Request id: ${id}`].filter(Boolean);
  return new CliError(problem, parts.length > 0 ? parts.join(' ') : undefined);
}
