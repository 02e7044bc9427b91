import {
  type Artefact,
  artefactItem,
  artefactOf,
} from '#functions/adapters/dynamodb/artefact-item.ts';
import { type Item, keyItem, N, numberOf } from '#functions/adapters/dynamodb/attributes.ts';
import { unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { revocationItem } from '#functions/adapters/dynamodb/revocation-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { put, remove } from '#functions/adapters/dynamodb/writes.ts';
import { type Clock, isoTime } from '#shared/kernel/clock.ts';

/** Which of a grant's refresh tokens was used last, and when (seconds); they are counted from 0. */
export interface Rotation {
  readonly number: number;
  readonly usedAt: number;
}

/** What a tenant's OpenID provider keeps, by kind and id. Reads see every earlier write, and nothing that expired. */
export type ArtefactStore = ReturnType<typeof createArtefactStore>;

export function createArtefactStore(table: Table, clock: Clock) {
  const now = () => Math.floor(clock.now() / 1_000);

  async function read(tenantId: string, kind: string, id: string): Promise<Item | undefined> {
    const item = await table.get(keys.artefact(tenantId, kind, id));
    // The table drops what expired within days.
    return item && numberOf(item, 'expiresAt') > now() ? item : undefined;
  }

  async function rotation(tenantId: string, grantId: string): Promise<Rotation | 'none' | 'gone'> {
    const grant = await read(tenantId, 'Grant', grantId);
    if (!grant) return 'gone';
    if (!grant['rotation']) return 'none';
    return { number: numberOf(grant, 'rotation'), usedAt: numberOf(grant, 'rotatedAt') };
  }

  return {
    rotation,

    async put(tenantId: string, kind: string, id: string, artefact: Artefact, seconds: number) {
      const Item = artefactItem(tenantId, kind, id, artefact, now() + seconds);
      await table.writeAll([{ PutRequest: { Item } }]);
    },

    async artefact(tenantId: string, kind: string, id: string): Promise<Artefact | undefined> {
      const item = await read(tenantId, kind, id);
      return item && artefactOf(item, id);
    },

    /** Marks it as used. @returns whether it was this call that did. */
    async consume(tenantId: string, kind: string, id: string): Promise<boolean> {
      const update = table.update(
        keys.artefact(tenantId, kind, id),
        'SET usedAt = :now',
        { ':now': N(now()) },
        'attribute_exists(pk) AND attribute_not_exists(usedAt)',
      );
      return await unlessRefused(update);
    },

    /** Notes that the grant's refresh token of this number was used. @returns whether none so late was before. */
    async rotate(tenantId: string, grantId: string, number: number): Promise<boolean> {
      const update = table.update(
        keys.artefact(tenantId, 'Grant', grantId),
        'SET rotation = :number, rotatedAt = :now',
        { ':number': N(number), ':now': N(now()) },
        'attribute_exists(pk) AND (attribute_not_exists(rotation) OR rotation < :number)',
      );
      return await unlessRefused(update);
    },

    /** Ends all that came of a grant, and tells APIs that ask nobody. @param name What their tokens call it. */
    async endGrant(tenantId: string, grantId: string, name: string): Promise<void> {
      await table.transact([
        put(table.name, revocationItem(tenantId, { at: isoTime(clock.now()), grant: name })),
        remove(table.name, keys.artefact(tenantId, 'Grant', grantId)),
      ]);
    },

    async remove(tenantId: string, kind: string, id: string): Promise<void> {
      const Key = keyItem(keys.artefact(tenantId, kind, id));
      await table.writeAll([{ DeleteRequest: { Key } }]);
    },
  };
}
