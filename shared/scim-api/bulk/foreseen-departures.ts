import { isActive } from '#shared/identity/user-state.ts';
import { isJsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import {
  type BulkOperation,
  isRefused,
  type RefusedOperation,
} from '#shared/scim/bulk/bulk-operation.ts';
import type { ScimContext } from '#shared/scim-api/scim-context.ts';

const USERS = '/Users/';

/**
 * Refuses a bulk whose departures together are more than may leave, before any of it is done: a mistake that is half
 * done is harder to take back than one that is not begun. What is overlooked here is judged when it happens.
 *
 * @throws DomainError `held`.
 */
export async function foreseeDepartures(
  operations: readonly (BulkOperation | RefusedOperation)[],
  { ports, mandate }: ScimContext,
): Promise<void> {
  const { guard, scope } = mandate;
  if (!guard) return;
  const leaving = new Map(
    operations
      .flatMap((operation) => (isRefused(operation) ? [] : operation))
      .filter(endsAccess)
      .map(({ path, method }) => [path.slice(USERS.length), method]),
  );
  // One alone is judged when it happens.
  if (leaving.size < 2) return;
  await guard.foresee(leaving.size, async () => {
    const found = await Promise.all(
      [...leaving].map(async ([id, method]) => {
        const user = isId(id) ? await ports.store.resource(scope, 'User', id) : undefined;
        return user !== undefined && (method === 'DELETE' || isActive(user.attributes));
      }),
    );
    return found.filter((leaves) => leaves).length;
  });
}

function endsAccess({ method, path, data }: BulkOperation): boolean {
  if (!path.startsWith(USERS)) return false;
  if (method === 'DELETE') return true;
  if (method === 'PUT') return isJsonObject(data) && isFalse(data['active']);
  return method === 'PATCH' && patched(data).some(isFalse);
}

/** What the operations of a PATCH give to `active`. */
function patched(data: JsonValue | undefined): (JsonValue | undefined)[] {
  const operations = isJsonObject(data) ? (data['Operations'] ?? data['operations']) : undefined;
  return [operations ?? []].flat().map((operation) => {
    if (!isJsonObject(operation)) return undefined;
    const { path, value } = operation;
    if (typeof path === 'string') return path.toLowerCase() === 'active' ? value : undefined;
    return isJsonObject(value) ? value['active'] : undefined;
  });
}

/** Some providers spell it as text, or as the only one of a list. */
function isFalse(value: JsonValue | undefined): boolean {
  const [only] = [value].flat();
  return only === false || (typeof only === 'string' && only.toLowerCase() === 'false');
}
