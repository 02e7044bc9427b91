import express from 'express';
import SCIMMYRouters from 'scimmy-routers';
import type { Data } from './data.ts';
import { TUNED } from './scimmy-ids.ts';
import { declareScimmy } from './scimmy-store.ts';

/** Sent by the parent: what to hold in memory; or a question for the CPU time used so far, in microseconds. */
export type ScimmyMessage = { kind: 'start'; token: string; data: Data } | { kind: 'cpu' };

function listen(token: string): Promise<number> {
  const app = express();
  // scimmy-routers casts these two in place, which Express 5 forgets: its `query` is parsed anew each time.
  app.set('query parser', (query) => {
    const parameters = Object.fromEntries(new URLSearchParams(query ?? ''));
    const cast = (name: string) => name in parameters && { [name]: Number(parameters[name]) };
    return { ...parameters, ...cast('startIndex'), ...cast('count') };
  });
  const routers = new SCIMMYRouters({
    type: 'bearer',
    handler: (request) => {
      if (request.header('authorization') !== `Bearer ${token}`) throw new Error('No such token.');
      return 'bench';
    },
    context: (request) => ({ tuned: request.baseUrl.startsWith(TUNED) }),
  });
  for (const path of ['/scim/v2', TUNED]) app.use(path, routers);
  return new Promise((ready) => {
    const server = app.listen(0, '127.0.0.1', () => {
      // What waits while the other server has its turn keeps its connection.
      server.keepAliveTimeout = 3_600_000;
      const address = server.address();
      ready(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

// Nobody is left to measure it.
process.on('disconnect', () => process.exit());

process.on('message', async (message: ScimmyMessage) => {
  if (message.kind === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
    return;
  }
  declareScimmy(message.data);
  process.send?.(await listen(message.token));
});
