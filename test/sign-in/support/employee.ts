import { expect } from 'vitest';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { beforeIdsOf } from '#shared/kernel/uuid-v7.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { Arrival } from '#shared/sign-in/jit/arrival.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { Answer, Client } from '../../support/world.ts';
import { company, type doorOf, social } from './arrivals.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export const doings = [
  'provision',
  'rename',
  'renumber',
  'deactivate',
  'reactivate',
  'delete',
] as const;
export type Doing = (typeof doings)[number];

const byEmail = { linkByEmail: 'verifiedDomain' } as const;
export const connections = {
  company: company(byEmail, { externalIdClaim: 'oid' }),
  social: social(byEmail),
} as const;
export type Door = keyof typeof connections;

export type Outcome = Arrival | SignInRefused;

/**
 * One real person: what the company's directory does with them over SCIM, as providers do it (create; on a conflict
 * find and adopt), and their accounts at two identity providers.
 */
export class Employee {
  readonly address: string;
  /** Sorts before the id of any user that is made of them. */
  readonly born = beforeIdsOf(Date.now());
  /** As the directory knows them; absent while it does not. */
  id: string | undefined;
  isActive = true;
  private userName: string;
  private oid: string;
  private changes = 0;
  private readonly name: string;
  private readonly scim: Client;
  private readonly door: ReturnType<typeof doorOf>;

  constructor(name: string, scim: Client, door: ReturnType<typeof doorOf>) {
    this.name = name;
    this.scim = scim;
    this.door = door;
    this.address = `${name}@acme.example`;
    this.userName = this.address;
    this.oid = `oid-${name}`;
  }

  /** What the directory does, if it makes sense just now. */
  async befall(doing: Doing): Promise<void> {
    if (doing === 'provision') return await this.provision();
    if (this.id === undefined) return;
    if (doing === 'rename') return await this.rename();
    if (doing === 'renumber') return await this.renumber();
    if (doing === 'delete') return await this.remove();
    await this.patch('active', doing === 'reactivate');
    this.isActive = doing === 'reactivate';
  }

  async signIn(through: Door): Promise<Outcome> {
    const connection: Connection = connections[through];
    const claims = {
      email: this.address,
      email_verified: true,
      ...(through === 'company' && { preferred_username: this.userName, oid: this.oid }),
    };
    try {
      return await this.door.signIn(connection, `${through}-${this.name}`, claims);
    } catch (error) {
      if (error instanceof SignInRefused) return error;
      if (error instanceof DomainError && error.code === 'unavailable') {
        return await this.signIn(through);
      }
      throw error;
    }
  }

  /** As providers do, and people: once more, when it is not known what became of it. */
  private async send(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await this.scim(method, path, body);
    return answer.status === 503 ? await this.send(method, path, body) : answer;
  }

  private async provision(): Promise<void> {
    if (this.id !== undefined) return;
    const { userName, oid: externalId } = this;
    const emails = [{ value: this.address, type: 'work' }];
    const body = { schemas: [USER], userName, externalId, emails, active: true };
    const { status, body: created } = await this.send('POST', '/Users', body);
    if (status === 201) this.id = created.id;
    else {
      expect({ status, created }).toMatchObject({ status: 409 });
      const found = await this.findByDirectory();
      expect((await this.send('PUT', `/Users/${found}`, body)).status).toBe(200);
      this.id = found;
    }
    this.isActive = true;
  }

  private async findByDirectory(): Promise<string> {
    for (const filter of [`externalId eq "${this.oid}"`, `userName eq "${this.userName}"`]) {
      const { body } = await this.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      const [found] = body.Resources;
      if (found) return found.id;
    }
    throw new Error('Whoever caused the conflict is not to be found.');
  }

  private async rename(): Promise<void> {
    this.changes += 1;
    const userName = `${this.name}-${this.changes}@acme.example`;
    await this.patch('userName', userName);
    this.userName = userName;
  }

  private async renumber(): Promise<void> {
    this.changes += 1;
    const oid = `oid-${this.name}-${this.changes}`;
    await this.patch('externalId', oid);
    this.oid = oid;
  }

  private async remove(): Promise<void> {
    const { status } = await this.send('DELETE', `/Users/${this.id}`);
    expect([204, 404]).toContain(status);
    this.id = undefined;
    // Whoever is hired again is hired under their first name: directories match by it alone.
    this.userName = this.address;
  }

  private async patch(path: string, value: unknown): Promise<void> {
    const Operations = [{ op: 'replace', path, value }];
    const body = { schemas: [PATCH_OP], Operations };
    expect((await this.send('PATCH', `/Users/${this.id}`, body)).status).toBe(200);
  }
}
