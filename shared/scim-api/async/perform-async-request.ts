import type { GuardDepartures } from '#shared/identity/departure.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { SentOperation } from '#shared/scim/bulk/bulk-operation.ts';
import { parseBulk } from '#shared/scim/bulk/parse-bulk.ts';
import { dialects } from '#shared/scim/dialect.ts';
import type {
  AsyncRequest,
  AsyncRequestStore,
  Owner,
} from '#shared/scim-api/async/async-requests.ts';
import { completionClaims } from '#shared/scim-api/async/completion-claims.ts';
import { BULK } from '#shared/scim-api/bulk/bulk-routes.ts';
import { failed, notReached, type Outcome } from '#shared/scim-api/bulk/outcome.ts';
import { performOperation } from '#shared/scim-api/bulk/perform-operation.ts';
import { runBulk } from '#shared/scim-api/bulk/run-bulk.ts';
import { contextOf } from '#shared/scim-api/context-of.ts';
import { createResourceEndpoints } from '#shared/scim-api/endpoints.ts';
import { requireScope } from '#shared/scim-api/require-scope.ts';
import type { CursorSecret, ScimContext } from '#shared/scim-api/scim-context.ts';
import { createTenantEndpoints } from '#shared/scim-api/tenant-endpoints.ts';
import { upToDate } from '#shared/scim-api/up-to-date.ts';
import type { DeclarationReads } from '#shared/tenancy/declaration-store.ts';
import { type CredentialStore, standingToken } from '#shared/tenancy/standing-token.ts';
import type { TokenRecord } from '#shared/tenancy/token.ts';

export interface AsyncPerformer {
  readonly ports: IdentityPorts;
  readonly declarations: DeclarationReads;
  readonly cursorSecret: CursorSecret;
  readonly guardDepartures: GuardDepartures;
  readonly tokens: Pick<CredentialStore, 'token' | 'client'>;
  readonly requests: Pick<AsyncRequestStore, 'claim' | 'complete'>;
  readonly report: (error: unknown, requestId: string) => void;
}

/** How long nobody else takes up a request, and how long its operations may be begun, both until then (milliseconds). */
export interface Times {
  readonly leasedUntil: number;
  readonly deadline: number;
}

/**
 * Carries out accepted requests, each by the very endpoints that would have served it at once, and keeps what became
 * of them. A credential that was revoked meanwhile opens nothing any more.
 */
export function createAsyncPerformer(performer: AsyncPerformer) {
  const { ports, declarations, tokens, requests, report } = performer;
  const endpointsFor = createTenantEndpoints(declarations);

  /** @throws DomainError `unauthenticated`, `forbidden`. */
  async function tokenOf({ credentialId, owner, method, path }: AsyncRequest) {
    const token = await standingToken(tokens, credentialId, ports.clock.now());
    if (!token || !isOf(token, owner)) {
      const detail = 'The credential was revoked, or expired, before the request was carried out.';
      throw new DomainError('unauthenticated', detail);
    }
    requireScope(token.scope, method, path);
    return token;
  }

  async function perform(request: AsyncRequest, deadline: number): Promise<Outcome[]> {
    const token = await tokenOf(request);
    const access = { token, confirmed: Promise.resolve() };
    return await upToDate(async () => {
      const { confirmed, types, dates } = await endpointsFor(access);
      await confirmed;
      const { baseUrl, requestId } = request;
      const serving = { ...performer, types, dates, baseUrl, deadline };
      return await outcomesOf(request, contextOf(access, requestId, serving));
    });
  }

  return async (owner: Owner, txn: string, { leasedUntil, deadline }: Times): Promise<void> => {
    const request = await requests.claim(owner, txn, leasedUntil);
    if (!request) return;
    const outcomes = await perform(request, deadline).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
      const { requestId } = request;
      const reporting = { mandate: { requestId }, report: (e: unknown) => report(e, requestId) };
      return sentIn(request).map((sent) => failed(reporting, sent, error));
    });
    const completedAt = ports.clock.now();
    const sets: JsonObject[] = outcomes.map((outcome) =>
      completionClaims(request, outcome, {
        ...{ jti: ports.newId(), completedAt },
        txn: request.path === BULK ? `${txn}:${outcome.sent.index}` : txn,
      }),
    );
    await requests.complete(owner, txn, sets);
  };
}

async function outcomesOf(request: AsyncRequest, context: ScimContext): Promise<Outcome[]> {
  const { method, path, version, body } = request;
  const data = body === undefined ? undefined : parseJson(body);
  const serve = createResourceEndpoints(context.types);
  if (path === BULK && data !== undefined) {
    const bulk = parseBulk(data, context.dialect);
    const outcomes = await runBulk(bulk, context, serve);
    const reached = new Set(outcomes.map(({ sent }) => sent.index));
    const others = bulk.operations.filter(({ index }) => !reached.has(index));
    return [...outcomes, ...others.map(notReached)];
  }
  const operation = {
    ...{ index: 0, method, path },
    ...(version !== undefined && { version }),
    ...(data !== undefined && { data }),
  };
  // A request of its own knows no bulkIds: whatever looks like one is text.
  const run = { context, serve, names: new Set<string>(), origin: request.txn };
  return [await performOperation(run, operation, keep)];
}

function keep(bulkId: string): string {
  return `bulkId:${bulkId}`;
}

/** What the events of a request are about that was not begun. */
function sentIn({ path, method, body }: AsyncRequest): readonly SentOperation[] {
  if (path !== BULK || body === undefined) return [{ index: 0, method }];
  return parseBulk(parseJson(body), dialects.lenient).operations;
}

function isOf({ tenantId, directoryId }: TokenRecord, owner: Owner): boolean {
  return tenantId === owner.tenantId && directoryId === owner.directoryId;
}
