import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import type { Address } from '#functions/adapters/outgoing-http/guard.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import { selfSigned } from '../../../support/self-signed.ts';

const guarded = createOutgoingHttp();
const local = createOutgoingHttp({ local: true });
const GET = { method: 'GET' } as const;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Starts a server on loopback and gives its port. */
async function listening(server: Server) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const serve = async (answer: RequestListener) =>
  `http://127.0.0.1:${await listening(createServer(answer))}`;

const failureOf = async (sent: ReturnType<OutgoingHttp>) =>
  await sent.then(
    ({ status }) => `answered ${status}`,
    (error) => error.failure ?? error,
  );

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const ipv4 = (...addresses: string[]): Address[] =>
  addresses.map((address) => ({ address, family: 4 }));

describe('a request', () => {
  test('arrives as it was given, and its answer comes back', async () => {
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      response.setHeader('x-many', ['one', 'two']).writeHead(202);
      response.end(JSON.stringify({ method, url, headers, body: text(Buffer.concat(chunks)) }));
    });
    const answer = await local(`${url}/a/b?c=d`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-own': 'yes' },
      body: 'Grüße',
    });
    expect(answer).toMatchObject({ status: 202, headers: { 'x-many': 'one, two' } });
    const received = JSON.parse(text(answer.body));
    expect(received).toMatchObject({
      method: 'POST',
      url: '/a/b?c=d',
      body: 'Grüße',
      headers: {
        host: new URL(url).host,
        'content-length': '7',
        'content-type': 'text/plain',
        'x-own': 'yes',
        connection: 'close',
        'accept-encoding': 'identity',
      },
    });
  });

  test('is not sent on to where a redirect says', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    const { status, headers } = await local(url, GET);
    expect({ status, asked }).toEqual({ status: 307, asked: 1 });
    expect(headers['location']).toContain('169.254');
  });

  test('has headers of its own choosing, but not those of the connection', async () => {
    const url = await serve((_, response) => response.end());
    for (const headers of [
      { Host: 'x' },
      { 'Transfer-Encoding': 'chunked' },
      { connection: 'x' },
    ]) {
      expect(await failureOf(local(url, { ...GET, headers }))).toBe('refusedRequest');
    }
    const smuggled = { 'x-own': 'a\r\nhost: b' };
    expect(await failureOf(local(url, { ...GET, headers: smuggled }))).toBe('refusedRequest');
  });
});

describe('without the local setting', () => {
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://example.com:22/',
    'https://example.com:8080/',
    'https://user:secret@example.com/',
    'https://',
    'not a url',
    `https://example.com/?${'a'.repeat(2_048)}`,
  ])('%.60s is refused unasked', async (url) => {
    const http = createOutgoingHttp({ lookup: () => Promise.reject(new Error('was asked')) });
    expect(await failureOf(http(url, GET))).toBe('refusedRequest');
  });

  test.each([
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433:8443/',
    'https://017700000001/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[fd00:ec2::254]/',
    'https://localhost/',
  ])('%s has an address that is refused', async (url) => {
    expect(await failureOf(guarded(url, GET))).toBe('refusedAddress');
  });

  test('a name that stands for a public and a private address is refused', async () => {
    for (const addresses of [
      ipv4('93.184.215.14', '10.0.0.1'),
      ipv4('10.0.0.1', '93.184.215.14'),
    ]) {
      const http = createOutgoingHttp({ lookup: async () => addresses });
      expect(await failureOf(http('https://mixed.example/', GET))).toBe('refusedAddress');
    }
  });

  test('a name is judged anew each time', async () => {
    const answers = [ipv4('127.0.0.1'), ipv4('169.254.169.254'), []];
    const http = createOutgoingHttp({ lookup: async () => answers.shift() ?? [] });
    const failures = [];
    for (let n = 0; n < 3; n += 1) failures.push(await failureOf(http('https://a.example/', GET)));
    expect(failures).toEqual(['refusedAddress', 'refusedAddress', 'dns']);
  });

  test('what it refuses, it says without the address', async () => {
    const http = createOutgoingHttp({ lookup: async () => ipv4('10.9.8.7') });
    await expect(http('https://inside.example/', GET)).rejects.toThrow(
      /^inside\.example has an address that is not public\.$/,
    );
  });
});

describe('a name', () => {
  test('is looked up once a request, and what it stood for then is connected to', async () => {
    const url = new URL(await serve((request, response) => response.end(request.headers.host)));
    let asked = 0;
    // Whoever asks a second time is sent elsewhere, as a rebinding name server does.
    const http = createOutgoingHttp({
      local: true,
      lookup: async () => {
        asked += 1;
        return ipv4(asked === 1 ? '127.0.0.1' : '127.0.0.99');
      },
    });
    const { body } = await http(`http://rebinding.example:${url.port}/`, GET);
    expect(asked).toBe(1);
    expect(text(body)).toBe(`rebinding.example:${url.port}`);
  });

  test('may stand for several addresses, of which one that answers is taken', async () => {
    const url = new URL(await serve((_, response) => response.end('here')));
    const http = createOutgoingHttp({
      local: true,
      lookup: async () => ipv4('127.0.0.98', '127.0.0.1'),
    });
    expect(text((await http(`http://several.example:${url.port}/`, GET)).body)).toBe('here');
  });

  test('of the local network is still not that of a metadata service', async () => {
    expect(await failureOf(local('http://169.254.169.254/', GET))).toBe('refusedAddress');
    expect(await failureOf(local('http://[fe80::1]/', GET))).toBe('refusedAddress');
  });

  test('that nobody knows is dns', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    const http = createOutgoingHttp({ lookup });
    expect(await failureOf(http('https://nobody.example/', GET))).toBe('dns');
  });
});

describe('TLS', () => {
  test('is verified against the name, and asks for it', async () => {
    const certificate = selfSigned('good.example');
    const asked: string[] = [];
    const server = createSecureServer(certificate, (_, response) => response.end('hello'));
    server.on('secureConnection', ({ servername }) => asked.push(String(servername)));
    const port = await listening(server);
    const http = createOutgoingHttp({ local: true, lookup: async () => ipv4('127.0.0.1') });
    expect(await failureOf(http(`https://good.example:${port}/`, GET))).toBe('tls');
    const known = getCACertificates('default');
    setDefaultCACertificates([...known, certificate.cert]);
    try {
      expect(await failureOf(http(`https://good.example:${port}/`, GET))).toBe('answered 200');
      expect(asked).toEqual(['good.example']);
      expect(await failureOf(http(`https://other.example:${port}/`, GET))).toBe('tls');
    } finally {
      setDefaultCACertificates(known);
    }
  });

  test('with somebody who speaks none fails', async () => {
    const url = await serve((_, response) => response.end());
    expect(await failureOf(local(url.replace('http:', 'https:'), GET))).toBe('tls');
  });
});

describe('what takes too long or is too much', () => {
  test('an answer that does not come, does not go on, or trickles', async () => {
    const silent = await serve(() => undefined);
    const stuck = await serve((_, response) => response.writeHead(200).write('some'));
    const trickling = await serve((_, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    for (const url of [silent, stuck, trickling]) {
      expect(await failureOf(local(url, { ...GET, timeout: 150 }))).toBe('timeout');
    }
  });

  test('a name server that does not answer', async () => {
    const http = createOutgoingHttp({ lookup: () => new Promise(() => undefined) });
    expect(await failureOf(http('https://slow.example/', { ...GET, timeout: 50 }))).toBe('timeout');
  });

  test('a body beyond the limit, announced or not', async () => {
    const announced = await serve((_, response) => response.end('x'.repeat(1_001)));
    const chunked = await serve((_, response) => {
      for (let n = 0; n < 11; n += 1) response.write('x'.repeat(100));
      response.end();
    });
    for (const url of [announced, chunked]) {
      const limited = { ...GET, maxBody: 1_000 };
      expect(await failureOf(local(url, limited))).toBe('tooLarge');
      const { status, body } = await local(url, { ...limited, longBody: 'truncate' });
      expect([status, body.length]).toEqual([200, 1_000]);
      expect((await local(url, { ...GET, maxBody: 1_100 })).body.length).toBeGreaterThan(1_000);
    }
  });

  test('headers beyond the limit', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
    });
    expect(await failureOf(local(url, GET))).toBe('tooLarge');
  });
});

describe('what is no answer', () => {
  test('nobody listens', async () => {
    const port = await listening(createRawServer());
    for (const end of ends.splice(0)) end();
    expect(await failureOf(local(`http://127.0.0.1:${port}/`, GET))).toBe('connect');
  });

  test.each([
    ['nothing', ''],
    ['what is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
    ['an upgrade', 'HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'],
  ])('%s', async (_, sent) => {
    const port = await listening(
      createRawServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(sent));
      }),
    );
    expect(await failureOf(local(`http://127.0.0.1:${port}/`, GET))).toBe('protocol');
  });
});
