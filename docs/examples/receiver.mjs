// A receiver of Rollcall's webhooks in Node 20 or later, without any package: SECRET=whsec_... node receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from(process.env.SECRET.replace(/^whsec_/, ''), 'base64');
const seen = new Set(); // in earnest a table with a unique id, written in the transaction that does the work

function isAuthentic({ headers }, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers;
  if (!id || !given || !(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  // Several while a key is replaced: one of them has to be right.
  return given.split(' ').some((part) => {
    const [version, signature = ''] = part.split(',');
    const bytes = Buffer.from(signature, 'base64');
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 1_000_000) return response.writeHead(413).end();
  }
  if (!isAuthentic(request, body)) return response.writeHead(400).end('not signed by Rollcall');
  const { type, data } = JSON.parse(body);
  // The same event may come twice, and says so by its id.
  if (!seen.has(data.id)) {
    seen.add(data.id);
    console.log(type, data.subject.type, data.subject.id, `version ${data.version}`);
  }
  // Answer soon, within 15 seconds; what takes longer belongs into a queue of your own.
  response.writeHead(204).end();
}).listen(Number(process.env.PORT ?? 4100), '127.0.0.1');
