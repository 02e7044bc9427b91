import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { receiveWebhooks } from '#functions/cli/receive-webhooks.ts';

export const webhookListen = defineCommand({
  name: 'listen',
  summary: 'receive events here, and check them',
  description: `Listens on this machine like a receiver would: prints each request, and whether its signature and its time are
right, until it is ended by Ctrl-C. It answers 204 to what is right and 400 to what is not.`,
  arguments: {},
  options: {
    secret: {
      schema: z
        .string()
        .check(z.regex(/^(whsec|whpk)_[A-Za-z0-9+/=]+$/, 'use what `webhook create` showed')),
      placeholder: 'SECRET',
      summary: 'what `webhook create` showed: whsec_... or whpk_...',
    },
    port: {
      schema: z.optional(wholeNumber(1, 65_535)),
      placeholder: 'N',
      summary: 'where to listen (4100)',
    },
    count: {
      schema: z.optional(wholeNumber(1, 999_999_999)),
      placeholder: 'N',
      summary: 'end after so many',
    },
  },
  example: {
    typed: '--secret whsec_bm90IGEgc2VjcmV0IGJ1dCBvZiB0aGUgbGVuZ3RoIDEy --port 4100 --count 1',
    printed: `Listening on http://127.0.0.1:4100
verified  webhook.test  019cad41-4e5f-7a63-8d10-2c3b4a596877.0
1 verified, 0 refused`,
  },
  next: `have events sent here: ${PROGRAM} webhook create --tenant acme --url http://127.0.0.1:4100`,
  run: async (_, { secret, port = 4_100, count = Number.MAX_SAFE_INTEGER }, tell) =>
    await receiveWebhooks({ secret, port, count }, tell),
  lines: (answer) => [answer],
  show: ({ verified, refused }) => `${verified} verified, ${refused} refused`,
});
