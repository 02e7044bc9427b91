import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLookUpTxt } from '#functions/adapters/dns/look-up-txt.ts';
import { startDnsServer } from '../../../support/dns-server.ts';

let dns: Awaited<ReturnType<typeof startDnsServer>>;
beforeAll(async () => {
  dns = await startDnsServer();
});
afterAll(() => dns.stop());

const lookUp = (name: string, within?: number) =>
  createLookUpTxt({ servers: [dns.server], ...(within !== undefined && { within }) })(name);

test('finds every record at a name, the parts of each as one', async () => {
  const long = `rollcall-verification=${'x'.repeat(400)}`;
  dns.answers.set('_rollcall-challenge.example.com', ['v=spf1 -all', long]);
  expect(await lookUp('_rollcall-challenge.example.com')).toEqual(['v=spf1 -all', long]);
});

test('finds nothing where there is no such name, or no such record', async () => {
  dns.answers.set('other.example.com', []);
  expect(await lookUp('nowhere.example.com')).toEqual([]);
  expect(await lookUp('other.example.com')).toEqual([]);
});

test.each([
  ['a server that fails', 2, 'ESERVFAIL'],
  ['a server that refuses', 5, 'EREFUSED'],
  ['a server that says nothing', 'silence', 'ECANCELLED|ETIMEOUT'],
  ['a server that talks rubbish', 'rubbish', 'ECANCELLED|ETIMEOUT|EBADRESP'],
] as const)('does not take %s for a missing record', async (_, answered, code) => {
  dns.answers.set('failing.example.com', answered);
  await expect(lookUp('failing.example.com', 300)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(new RegExp(code)),
  });
});
