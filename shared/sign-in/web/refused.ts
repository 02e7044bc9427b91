import type { OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord } from '#shared/events/new-record.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { errorPage, type Onward } from '#shared/sign-in/pages/error-page.ts';
import { requireRoom } from '#shared/sign-in/require-room.ts';
import { type RefusalReason, SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { SignInContext } from '#shared/sign-in/web/sign-in-context.ts';

/** What a request was about when it failed. */
interface Subject {
  readonly connection: Connection;
  /** Asked once it failed. */
  readonly onward?: (reason: RefusalReason) => Promise<Onward>;
}

/** Serves a request that is about a connection; a refusal becomes one page and one event, and nothing else. */
export async function orRefused(
  context: SignInContext,
  subject: Subject,
  serve: () => Promise<Response>,
): Promise<Response> {
  try {
    return await serve();
  } catch (error) {
    const { reason, message, retryAfter } = refusalIn(context, error);
    await told(context, subject.connection, reason, message);
    const onward = await wayOn(context, subject, reason);
    return errorPage({ reason, requestId: context.requestId, onward, retryAfter });
  }
}

/** The page is shown whatever becomes of it. */
async function wayOn(
  { report, requestId }: SignInContext,
  { onward }: Subject,
  reason: RefusalReason,
): Promise<Onward> {
  try {
    return (await onward?.(reason)) ?? {};
  } catch (error) {
    report(error, requestId);
    return {};
  }
}

/** A refusal of what is about no connection: nobody's to hear of. */
export function refusedPage(context: SignInContext, error: unknown): Response {
  const { reason } = refusalIn(context, error);
  return errorPage({ reason, requestId: context.requestId });
}

function refusalIn({ report, requestId }: SignInContext, error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error;
  report(error, requestId);
  return new SignInRefused('internal', '', error);
}

/**
 * Whoever sends rubbish in masses fills nobody's outbox, and takes nobody's room to sign in. The page is shown whatever
 * becomes of the event.
 */
async function told(
  context: SignInContext,
  connection: Connection,
  reason: RefusalReason,
  detail: string,
): Promise<void> {
  try {
    await requireRoom(context, connection.tenantId, 'refusal');
    await context.tell(signInRefused(context, connection, reason, detail));
  } catch (error) {
    if (!(error instanceof SignInRefused)) context.report(error, context.requestId);
  }
}

function signInRefused(
  context: SignInContext,
  { tenantId: tenant, id, version }: Connection,
  reason: RefusalReason,
  detail: string,
): OutboxRecord {
  const { requestId } = context;
  const by = { actor: { type: 'connection', id }, cause: 'sign-in', requestId } as const;
  const about = { tenant, subject: { type: 'Connection', id }, version };
  return newRecord(context, by, about, { type: 'sign_in.refused', data: { reason, detail } });
}
