import * as z from 'zod/mini';
import type { Place } from '#shared/identity/walk-resources.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { seal, sealingKey, unseal } from '#shared/kernel/seal.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';
import type { SearchQuery } from '#shared/scim-api/search-query.ts';

/** Seconds for which a cursor is good, from the page that it came with. */
export const CURSOR_TIMEOUT = 3_600;

/** Longer than any that this program makes; checked before anything is computed. */
const MAX_LENGTH = 4_096;

const sealedCursor = z.strictObject({
  /** Milliseconds. */
  issuedAt: z.number(),
  count: z.number(),
  total: z.optional(z.number()),
  after: z.strictObject({
    type: z.string(),
    id: z.string(),
    key: z.optional(z.union([z.string(), z.number()])),
  }),
});

/** Where a walk goes on (RFC 9865 section 2). */
export interface Cursor {
  readonly after: Place;
  /** Of the first page, and so of all. */
  readonly count: number;
  /** Matches, if the first page could count them. */
  readonly total?: number | undefined;
}

/**
 * Writes and reads the cursors of one query. They are sealed, not just signed: a sorted walk's holds a value of
 * an attribute, which has no place in URLs. The key is the directory's, so that a walk outlives the token that it
 * began with, and whoever holds a cursor still sees no more than the token at hand shows.
 */
export function cursorsOf(types: readonly ResourceType[], call: ScimCall, query: SearchQuery) {
  const { ports, mandate, cursorSecret } = call.context;
  const { tenantId, directoryId } = mandate.scope;
  const { filter = null, sortBy = null, descending } = query;
  const binding = JSON.stringify([types.map(({ name }) => name), filter, sortBy, descending]);
  const key = cursorSecret(tenantId).then((secret) =>
    sealingKey(secret, JSON.stringify(['cursor', tenantId, directoryId])),
  );
  // It is made ready beside the first reads; whoever awaits it gets the error.
  key.catch(() => undefined);
  return {
    async write(cursor: Cursor): Promise<string> {
      const content = { ...cursor, issuedAt: ports.clock.now() };
      return await seal(await key, binding, JSON.stringify(content));
    },

    /** @throws DomainError `invalidCursor`, the same for whatever is wrong; `expiredCursor`. */
    async read(text: string): Promise<Cursor> {
      const content =
        text.length <= MAX_LENGTH ? await unseal(await key, binding, text) : undefined;
      const parsed = sealedCursor.safeParse(
        content === undefined ? undefined : JSON.parse(content),
      );
      if (!parsed.success) {
        throw new DomainError(
          'invalidCursor',
          'The cursor does not belong to this query. Send the nextCursor of the page before, with the same filter and order, or an empty cursor to begin.',
        );
      }
      const { issuedAt, count, total, after } = parsed.data;
      if (ports.clock.now() - issuedAt > CURSOR_TIMEOUT * 1_000) {
        const detail = `The cursor is older than ${CURSOR_TIMEOUT} seconds. Begin again with an empty one.`;
        throw new DomainError('expiredCursor', detail);
      }
      return { after, count, total };
    },
  };
}
