import { artefactOf } from '#functions/adapters/dynamodb/artefact-item.ts';
import { type Item, json, N, numberOf } from '#functions/adapters/dynamodb/attributes.ts';
import { unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';
import {
  type HintParameter,
  hintParameters,
  type Interaction,
  type Interactions,
  MAX_WAYS_OUT,
} from '#shared/sessions/interactions.ts';
import { interactionCookie } from '#shared/sessions/provider-cookies.ts';

const KIND = 'Interaction';

/** The interactions of the OpenID provider, as the sign-in sees them. */
export function createInteractions(
  table: Table,
  apps: Pick<AppStore, 'app'>,
  clock: Clock,
): Interactions {
  async function settle(tenantId: string, uid: string, outcome: object): Promise<void> {
    const update = table.update(
      keys.artefact(tenantId, KIND, uid),
      'SET outcome = :outcome',
      { ':outcome': json(outcome), ':now': N(seconds(clock)) },
      'expiresAt > :now AND attribute_not_exists(outcome)',
    );
    if (await unlessRefused(update)) return;
    throw new DomainError('conflict', 'This sign-in is over, or was finished before. Begin again.');
  }

  return {
    async interaction(tenantId, uid) {
      const item = await table.get(keys.artefact(tenantId, KIND, uid));
      if (!item || numberOf(item, 'expiresAt') <= seconds(clock)) return undefined;
      const found = interactionOf(tenantId, uid, item);
      const app = await apps.app(tenantId, found.clientId);
      return app ? { ...found, appName: app.name } : found;
    },

    async conclude(tenantId, uid, { accountId, acr, amr, authTime, browserHash }) {
      const login = {
        accountId,
        ...(acr !== undefined && { acr }),
        ...(amr && { amr }),
        ts: authTime,
      };
      await settle(tenantId, uid, { login, browserHash });
    },

    async countWayOut(tenantId, uid) {
      const update = table.update(
        keys.artefact(tenantId, KIND, uid),
        'SET waysOut = if_not_exists(waysOut, :none) + :one',
        { ':none': N(0), ':one': N(1), ':most': N(MAX_WAYS_OUT) },
        'attribute_exists(pk) AND (attribute_not_exists(waysOut) OR waysOut < :most)',
      );
      return await unlessRefused(update);
    },

    async refuse(tenantId, uid, { error, description }) {
      await settle(tenantId, uid, { error, error_description: description });
    },
  };
}

function seconds(clock: Clock): number {
  return Math.floor(clock.now() / 1_000);
}

/** As oidc-provider has them; only what is of use to a sign-in. */
interface InteractionArtefact {
  readonly params: Readonly<Partial<Record<string, string>>>;
  readonly prompt: Interaction['prompt'];
  readonly session?: { readonly accountId?: string };
  readonly returnTo: string;
}

function interactionOf(tenantId: string, uid: string, item: Item): Interaction {
  // The provider wrote it, so its shape is taken on trust.
  const { params, prompt, session, returnTo } = artefactOf(
    item,
    uid,
  ) as unknown as InteractionArtefact;
  const { client_id: clientId = '', login_hint: loginHint, max_age: maxAge } = params;
  const acrValues = words(params['acr_values']);
  const uiLocales = words(params['ui_locales']);
  const accountId = session?.accountId;
  return {
    ...{ tenantId, uid, clientId },
    ...(loginHint !== undefined && { loginHint }),
    ...(acrValues && { acrValues }),
    ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
    ...(uiLocales && { uiLocales }),
    prompt: { name: prompt.name, reasons: prompt.reasons },
    hints: hintsOf(params),
    ...(accountId !== undefined && { accountId }),
    returnTo: new URL(returnTo).pathname,
    cookie: { name: interactionCookie(tenantId), value: uid },
  };
}

function hintsOf(params: InteractionArtefact['params']): Interaction['hints'] {
  const hints: Partial<Record<HintParameter, string>> = {};
  for (const name of hintParameters) {
    const value = params[name];
    if (value !== undefined) hints[name] = value;
  }
  return hints;
}

function words(text: string | undefined): string[] | undefined {
  return text?.split(' ').filter((word) => word !== '');
}
