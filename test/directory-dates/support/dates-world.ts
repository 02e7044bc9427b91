import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { firePlanned } from '#shared/lifecycle/fire-planned.ts';
import { createAdminWorld } from '../../admin/support/admin-world.ts';
import { patchBody } from '../../scim-api/support/request-bodies.ts';

export const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const HR = 'urn:example:params:scim:schemas:extension:hr:2.0:User';
export const START = `${HR}:employeeHireDate`;
export const END = `${HR}:employeeLeaveDateTime`;

const DAY = 86_400_000;

const schema = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: HR,
  name: 'HR',
  attributes: [
    { name: 'employeeHireDate', type: 'dateTime' },
    { name: 'employeeLeaveDateTime', type: 'string' },
    { name: 'badges', type: 'string', multiValued: true },
  ],
};

const settings = { startsAtAttribute: START, endsAtAttribute: END };

/** A directory that says when people join and leave, and how they stand by that. */
export async function createDatesWorld() {
  const world = await createAdminWorld();
  let tenants = 0;

  const begin = world.clock.now();
  const ahead = (days: number) => new Date(begin + world.clock.offset + days * DAY).toISOString();

  function pass(days: number): void {
    world.clock.offset += days * DAY;
  }

  const fire = async (tenantId?: string) =>
    await firePlanned(
      { ...world.ports, planned: world.planned, guardDepartures: world.guardDepartures },
      () => true,
      tenantId,
    );

  async function feed(given: object = settings, dialect = 'entra') {
    tenants += 1;
    const tenant = `dated-${tenants}`;
    const directory = await world.directory(tenant, 'hr', { dialect });
    await world.admin('PUT', `/tenants/${tenant}/schemas/${HR}?extends=User`, schema);
    const { token } = (await world.admin('POST', `${directory}/tokens`, {})).body;
    const scim = world.scim(token);
    const set = (changed: object) => world.admin('PATCH', directory, changed);
    if (Object.keys(given).length > 0) await set(given);
    const brake = (settings: object) => world.admin('PATCH', `${directory}/brake`, settings);
    const release = () => world.admin('POST', `${directory}/brake/release`, {});
    const scope = { tenantId: tenant, directoryId: 'hr', visibility: 'tenant' } as const;

    async function hire(dates: object, others: object = {}) {
      const names = { schemas: [CORE, HR], userName: `p${world.ports.newId()}@example.com` };
      return await scim('POST', '/Users', { active: true, ...names, [HR]: dates, ...others });
    }

    function person(id: string) {
      const patch = (...operations: object[]) =>
        scim('PATCH', `/Users/${id}`, patchBody(...operations));
      const stored = async () => {
        const user = await world.store.resource(scope, 'User', id);
        if (!user) throw new Error('The user is gone.');
        return user;
      };
      const stands = async () => {
        const user = await stored();
        return { state: stateOf(user), ...user.planned };
      };
      const shown = async () => (await scim('GET', `/Users/${id}`)).body;
      const told = async () => {
        const records = await world.feed.outbox.history({ tenantId: tenant, type: 'User', id }, 50);
        return records
          .toReversed()
          .flatMap(({ actor, happenings }) =>
            happenings.map(({ type, data }) => [
              type,
              `${actor.type} ${actor.id}`,
              ...('rule' in data && data.rule !== undefined ? [data.rule] : []),
            ]),
          );
      };
      const admin = (verb: string, body: object) =>
        world.admin('POST', `/tenants/${tenant}/users/${id}/${verb}`, body);
      return { id, patch, stored, stands, shown, told, admin };
    }

    async function hired(dates: object, others: object = {}) {
      const { status, body } = await hire(dates, others);
      if (status !== 201) throw new Error(JSON.stringify(body));
      return person(body.id);
    }

    return { tenant, directory, scim, set, hire, hired, brake, release };
  }

  return { ...world, ahead, pass, fire, feed };
}

export const set = (path: string, value: unknown) => ({ op: 'replace', path, value });
export const remove = (path: string) => ({ op: 'remove', path });
