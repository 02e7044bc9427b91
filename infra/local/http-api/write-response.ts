import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gatewayResponse, type HttpResponse } from './http-response.ts';

/** Sends an answer; one that HTTP cannot carry becomes an internal error. */
export function writeResponse(
  response: ServerResponse,
  answer: HttpResponse,
  requestId: string,
): void {
  const headers: Record<string, string | string[]> = { 'apigw-requestid': requestId };
  for (const [name, value] of Object.entries(answer.headers)) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  const isBodiless = answer.status === 204 || answer.status === 304;
  if (!isBodiless) headers['content-length'] = String(answer.body.length);
  try {
    response.writeHead(answer.status, headers);
    response.end(answer.body);
  } catch {
    const { status, headers: plain, body } = gatewayResponse(500, 'Internal Server Error');
    response.writeHead(status, { ...plain, 'content-length': body.length }).end(body);
  }
}

/** Answers what is not HTTP at all. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request';
  const body = JSON.stringify({ message: status.slice(4) });
  if (!socket.writable) return;
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
