import { expect } from 'vitest';
import * as z from 'zod/mini';
import { catalogue } from '#shared/events/catalogue.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { settleDue } from '#shared/identity/settle-due.ts';
import type { Answer, Body, Client, World } from '../../support/world.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { outboxOf } from '../support/stored-rows.ts';
import type { Command } from './command.ts';
import { Model } from './model.ts';
import { requestOf } from './request-of.ts';
import { pageShownBy, shownBy, tagOf } from './shown-by.ts';
import type { Outcome, Speaker, Told } from './state.ts';
import type { Act, Step } from './steps.ts';

/** Directories that see the same people, and the model of what they see. */
interface Realm {
  readonly scope: Scope;
  readonly created: Created;
  model: Model;
}

type Created = Readonly<Record<'user' | 'group' | 'any', string[]>>;

interface Party {
  readonly client: Client;
  readonly speaker: Speaker;
  readonly realm: Realm;
}

/** Longer than whoever left work behind has to finish it. */
const LATER = 61_000;

/** The product and the model side by side: every step is taken in both, every answer compared. */
export class Play {
  private readonly world: World;
  private readonly parties: readonly Party[];
  private readonly times = new Map<
    string,
    { version: string; created: string; modified: string }
  >();

  private constructor(world: World, parties: readonly Party[]) {
    this.world = world;
    this.parties = parties;
  }

  /** Two directories of one tenant that see everybody, one that sees its own, one of another tenant. */
  static async begin(world: World, name: string): Promise<Play> {
    const everybody: string[] = [];
    const join = async (tenantId: string, id: string, lenient: boolean, known?: Realm) => {
      const visibility = id === 'own' ? ('own' as const) : ('tenant' as const);
      const dialect = lenient ? 'lenient' : 'strict';
      const client = await world.directory(dialect, { tenantId, visibility, id });
      const scope = { tenantId, directoryId: id, visibility };
      const created = { user: [], group: [], any: everybody };
      const realm = known ?? { scope, created, model: new Model() };
      return { client, speaker: { directory: id, lenient }, realm };
    };
    const one = await join(`${name}-a`, 'one', false);
    const two = await join(`${name}-a`, 'two', true, one.realm);
    const own = await join(`${name}-a`, 'own', false);
    const far = await join(`${name}-b`, 'far', true);
    return new Play(world, [one, two, own, far]);
  }

  async take(step: Step): Promise<void> {
    if ('one' in step) await this.takeOne(this.withIds(step.one));
    else await this.takeBoth(step.both.map((act) => this.withIds(act)));
    expect(this.world.unforeseen).toEqual([]);
  }

  /** What is stored and told in the end is what the model has. */
  async end(): Promise<void> {
    for (const realm of new Set(this.parties.map((party) => party.realm))) {
      expect(await this.observed(realm)).toEqual(this.expected(realm, realm.model));
    }
  }

  private async takeOne(act: Act): Promise<void> {
    const { speaker, realm } = this.party(act);
    const answer = await this.send(act);
    const outcome = realm.model.perform(speaker, act.command, this.noted(act, answer));
    const asked = { ...act, answered: answer.status, detail: answer.body?.detail };
    if ('faults' in outcome) {
      expect({ ...asked, fits: fits(outcome, answer) }).toEqual({ ...asked, fits: true });
      expectRefusal(answer, answer.status, answer.body.scimType);
      return;
    }
    expect(asked).toEqual({ ...asked, answered: outcome.status, detail: undefined });
    if (outcome.resource && outcome.status !== 204) {
      const shown = shownBy(realm.model, speaker, outcome.resource);
      expect({ ...act, body: this.withoutTimes(answer.body) }).toEqual({ ...act, body: shown });
    }
    if (outcome.resource) expect(answer.headers.get('etag')).toBe(tagOf(outcome.resource));
    if (outcome.page && act.command.do === 'list') {
      const shown = pageShownBy(realm.model, speaker, outcome.page, act.command.startIndex);
      expect({ ...act, body: this.withoutTimes(answer.body) }).toEqual({ ...act, body: shown });
    }
  }

  /** Two at once end as if one had come before the other; which one, the outcome tells. */
  private async takeBoth(acts: readonly Act[]): Promise<void> {
    const answers = await Promise.all(acts.map((act) => this.send(act)));
    const newIds = acts.map((act, index) => this.noted(act, answers[index]));
    if (acts.some(({ command }) => command.do === 'delete')) {
      this.world.clock.offset += LATER;
      expect((await settleDue(this.world.ports, 100)).failures).toEqual([]);
    }
    const realms = [...new Set(acts.map((act) => this.party(act).realm))];
    const orders = [acts.map((_, index) => index), acts.map((_, index) => index).reverse()];
    const endings = orders.map((order) => {
      const models = new Map(realms.map((realm) => [realm, realm.model.clone()]));
      const possible = order.every((index) => {
        const act = acts[index];
        const answer = answers[index];
        if (!act || !answer) return false;
        const { speaker, realm } = this.party(act);
        const outcome = models.get(realm)?.perform(speaker, act.command, newIds[index] ?? '');
        return outcome !== undefined && fits(outcome, answer);
      });
      return { possible, models };
    });
    const possible = endings.filter((ending) => ending.possible);
    const statuses = answers.map(({ status }) => status);
    expect({ acts, statuses, orders: possible.length }).not.toEqual({ acts, statuses, orders: 0 });
    for (const realm of realms) {
      const observed = JSON.stringify(await this.observed(realm));
      const models = possible.flatMap((ending) => ending.models.get(realm) ?? []);
      const model = models.find((each) => JSON.stringify(this.expected(realm, each)) === observed);
      const nearest = model ?? models[0];
      if (!nearest) throw new Error('An ending has a model for every realm.');
      expect({ acts, ended: JSON.parse(observed) }).toEqual({
        acts,
        ended: this.expected(realm, nearest),
      });
      realm.model = nearest;
    }
  }

  private party({ who }: Act): Party {
    const party = this.parties[who % this.parties.length];
    if (!party) throw new RangeError('There is no such client.');
    return party;
  }

  private async send(act: Act): Promise<Answer> {
    const { method, path, body } = requestOf(act.command);
    return await this.party(act).client(method, path, body);
  }

  private noted(act: Act, answer: Answer | undefined): string {
    const { do: what, type } = act.command;
    if (what !== 'create' || answer?.status !== 201) return 'none';
    const { created } = this.party(act).realm;
    const { id } = answer.body;
    created[type === 'User' ? 'user' : 'group'].push(id);
    created.any.push(id);
    return id;
  }

  private withIds(act: Act): Act {
    const { created } = this.party(act).realm;
    const idFor = (ids: readonly string[], number: string) =>
      JSON.stringify(ids[Number(number) % ids.length] ?? this.world.ports.newId());
    const text = JSON.stringify(act.command)
      .replace(/"user:(\d)"/g, (_, number) => idFor(created.user, number))
      .replace(/"group:(\d)"/g, (_, number) => idFor(created.group, number))
      .replace(/"any:(\d)"/g, (_, number) => idFor(created.any, number));
    const command: Command = JSON.parse(text);
    return { ...act, command };
  }

  /** Takes the times out of an answer, once they are what they have to be. */
  private withoutTimes(body: Body): Body {
    if (Array.isArray(body.Resources)) {
      return { ...body, Resources: body.Resources.map((each: Body) => this.withoutTimes(each)) };
    }
    const { created, lastModified: modified, ...meta } = body.meta;
    const known = this.times.get(body.id);
    if (known) expect(created).toBe(known.created);
    if (known && known.version === meta.version) expect(modified).toBe(known.modified);
    expect(modified >= (known?.modified ?? created)).toBe(true);
    this.times.set(body.id, { version: meta.version, created, modified });
    return { ...body, meta };
  }

  private async observed(realm: Realm): Promise<object> {
    const lists: object[] = [];
    for (const { client } of this.parties.filter((party) => party.realm === realm)) {
      for (const path of ['/Users', '/Groups']) {
        lists.push(this.withoutTimes((await client('GET', path)).body).Resources);
      }
    }
    const ids = [...realm.created.user, ...realm.created.group].sort();
    const events = await Promise.all(ids.map((id) => this.eventsOf(realm, id)));
    return { lists: lists.map(sortKeys), events };
  }

  private expected(realm: Realm, model: Model): object {
    const parties = this.parties.filter((party) => party.realm === realm);
    const lists = parties.flatMap(({ speaker }) =>
      (['User', 'Group'] as const).map((type) =>
        model.all(type).map((kept) => shownBy(model, speaker, kept)),
      ),
    );
    const ids = [...model.told.keys()].sort();
    const events = ids.map((id) => [id, grouped(model.told.get(id) ?? [])]);
    return { lists: lists.map(sortKeys), events };
  }

  private async eventsOf({ scope, created }: Realm, id: string): Promise<[string, object[]]> {
    const type = created.user.includes(id) ? 'User' : 'Group';
    const records = await outboxOf(this.world, scope, type, id);
    const told = records.flatMap(({ version, happenings }) =>
      happenings.map((happening) => {
        const schema: z.ZodMiniObject = catalogue[happening.type].data;
        expect(z.strictObject(schema.shape).parse(happening.data)).toEqual(happening.data);
        return { version, ...happening };
      }),
    );
    return [id, grouped(told)];
  }
}

function fits(outcome: Outcome, { status, body }: Answer): boolean {
  if (!('faults' in outcome)) return outcome.status === status;
  return outcome.faults.some(
    (fault) => fault.status === status && fault.scimType === body?.scimType,
  );
}

/** Events in order, but for that of the members of one change, which is nobody's business. */
function grouped(told: readonly Told[]): object[] {
  const groups: { version: number; type: string; data: string[] }[] = [];
  for (const { version, type, data } of told) {
    const last = groups.at(-1);
    const text = JSON.stringify(sortKeys(data));
    if (last?.version === version && last.type === type) last.data.push(text);
    else groups.push({ version, type, data: [text] });
  }
  return groups.map((group) => ({ ...group, data: group.data.sort() }));
}

/** The same data with the members of its objects in one order, so that texts can be compared. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sortKeys(each)]));
}
