import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { demoPage, loginPage, sendPage } from './demo-pages.ts';
import type { DemoPerson } from './demo-people.ts';

const BODY_LIMIT_BYTES = 4_096;

/** The page that asks for a username and a password, and what is done with the answer. */
export async function serveLogin(
  provider: Provider,
  people: readonly DemoPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const action = request.url ?? '/';
  const interaction = await interactionOf(provider, request, response);
  if (!interaction) {
    const page = demoPage(
      'Too late',
      '<p>This sign-in is over. Begin again at the application.</p>',
    );
    return sendPage(response, 400, page);
  }
  if (request.method !== 'POST') {
    return sendPage(
      response,
      200,
      loginPage(action, String(interaction.params['login_hint'] ?? '')),
    );
  }
  const form = await readForm(request);
  if (form.get('decision') === 'cancel') {
    const cancelled = { error: 'access_denied', error_description: 'The person cancelled.' };
    return provider.interactionFinished(request, response, cancelled);
  }
  const username = form.get('username') ?? '';
  const person = people.find((each) => each.username === username || each.email === username);
  if (!person || !isEqual(person.password, form.get('password') ?? '')) {
    return sendPage(response, 401, loginPage(action, username, 'Username or password is wrong.'));
  }
  const login = { accountId: person.subject, amr: ['pwd'], remember: true };
  await provider.interactionFinished(request, response, { login });
}

async function interactionOf(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
) {
  try {
    return await provider.interactionDetails(request, response);
  } catch {
    return undefined; // its cookie is gone, or it is
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) break;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function isEqual(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
