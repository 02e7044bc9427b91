import { createSocket } from 'node:dgram';

/** What a name is answered with: its TXT records, an RCODE (RFC 1035 section 4.1.1), nothing at all, or rubbish. */
type Answered = readonly string[] | number | 'silence' | 'rubbish';

const NAME_ERROR = 3;
const TXT = 16;
/** Bytes of the header, and of the part of TXT data that one length byte counts. */
const HEADER = 12;
const MAX_PART = 255;

/** A DNS server on loopback that knows the TXT records of some names. */
export async function startDnsServer() {
  const answers = new Map<string, Answered>();
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, end } = questionOf(query);
    asked.push(name);
    const answered = answers.get(name) ?? NAME_ERROR;
    if (answered === 'silence') return;
    const reply = answered === 'rubbish' ? Buffer.from('rubbish') : replyTo(query, end, answered);
    socket.send(reply, port, address);
  });
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  socket.unref();
  return {
    answers,
    /** Names that were asked for, in order. */
    asked,
    server: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise<void>((stopped) => socket.close(stopped)),
  };
}

function questionOf(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
}

function replyTo(query: Buffer, end: number, answered: readonly string[] | number): Buffer {
  const records = typeof answered === 'number' ? [] : answered.map(recordOf);
  const header = Buffer.alloc(HEADER);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (typeof answered === 'number' ? answered : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, query.subarray(HEADER, end), ...records]);
}

/** With a pointer to the name in the question. */
function recordOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const parts = Array.from({ length: Math.max(1, Math.ceil(bytes.length / MAX_PART)) }, (_, n) =>
    bytes.subarray(n * MAX_PART, (n + 1) * MAX_PART),
  ).flatMap((part) => [Buffer.from([part.length]), part]);
  const data = Buffer.concat(parts);
  const fixed = Buffer.alloc(HEADER);
  fixed.writeUInt16BE(0xc000 | HEADER, 0);
  fixed.writeUInt16BE(TXT, 2);
  fixed.writeUInt16BE(1, 4);
  fixed.writeUInt32BE(60, 6);
  fixed.writeUInt16BE(data.length, 10);
  return Buffer.concat([fixed, data]);
}
