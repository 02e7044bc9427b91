import type { LocalFile } from '#infra/local/local-file.ts';
import { startLocalProcess } from '../support/local-process.ts';
import { person } from './person.ts';
import type { Sighting } from './sighting.ts';

const EVENT_LINE = /^(\S+) {2}user\.created +(\S+)\/User (\S+) v/;

/** A local stack to load. */
export interface LocalRollcall {
  /** A new tenant, whose directory is never too fast; gives what creates its n-th user. */
  tenant(name: string): Promise<(n: number) => Promise<void>>;
  addWebhook(tenant: string, webhook: object): Promise<void>;
  stop(): Promise<void>;
}

/** @param onBus Hears of every user.created on the bus. @throws Error when it does not come up. */
export async function startLocalRollcall(
  onBus: (sighting: Sighting) => void,
): Promise<LocalRollcall> {
  const { local, stop } = await startLocalProcess((line) => {
    const [, time, tenant = '', subject = ''] = EVENT_LINE.exec(line) ?? [];
    if (time) onBus({ place: tenant, subject, committed: Date.parse(time), seen: Date.now() });
  });
  return { ...clientOf(local), stop };
}

function clientOf({ admin, scimBaseUrl }: LocalFile): Omit<LocalRollcall, 'stop'> {
  const manage = (target: string, body: object) => post(admin.baseUrl + target, admin.token, body);
  return {
    async tenant(name) {
      await manage('/tenants', { name });
      const directories = `/tenants/${name}/directories`;
      const unlimited = { requestsPerSecond: 10_000, burst: 10_000 };
      await manage(directories, { name: 'bench', ...unlimited });
      const { token } = JSON.parse(await manage(`${directories}/bench/tokens`, {}));
      return async (n) => void (await post(`${scimBaseUrl}/Users`, token, person(n)));
    },
    addWebhook: async (tenant, webhook) =>
      void (await manage(`/tenants/${tenant}/webhooks`, webhook)),
  };
}

async function post(url: string, token: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${text.slice(0, 300)}`);
  return text;
}
