import { CliError } from '#functions/cli/cli-error.ts';
import { defineCommand } from '#functions/cli/command.ts';
import { fileOption } from '#functions/cli/parameter.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import {
  jwksFile,
  offboardingAnswer,
  type SignedReceiptAnswer,
} from '#shared/admin/offboarding-contract.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { verifyReceipt } from '#shared/sessions/verify-receipt.ts';

const PAGE = 'docs/offboarding.md';

export const offboardingVerify = defineCommand({
  name: 'verify',
  summary: 'check the signature of receipts, without asking anybody',
  description: `Checks that receipts are, to the letter, what Rollcall signed. Takes what \`offboarding receipt --json\` printed, and
the keys of the tenant's issuer as its jwks_uri shows them: keep both, and it holds without Rollcall.`,
  offline: true,
  arguments: {},
  options: {
    file: fileOption('what `offboarding receipt --json` printed'),
    jwks: fileOption('the keys: what the jwks_uri of the issuer showed'),
  },
  example: {
    typed:
      '--file docs/examples/offboarding-receipt.json --jwks docs/examples/offboarding-jwks.json',
    printed:
      'Holds: user.deactivated of 2026-03-02T09:00:00Z, user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610.',
  },
  next: `read what a receipt says, and what it does not: ${PAGE}`,
  run: async (_admin, { file, jwks }) => {
    const { keys } = await readDocument(jwks, jwksFile, PAGE);
    const { receipts } = await readDocument(file, offboardingAnswer, PAGE);
    if (receipts.length === 0) throw new CliError(`${file} holds no receipt.`);
    for (const signed of receipts) await requireSound(signed, keys);
    return {
      receipts: receipts.map(({ receipt: { id, user, ending } }) => ({ id, user, ending })),
    };
  },
  show: ({ receipts }) =>
    receipts
      .map(({ user, ending }) => `Holds: ${ending.event} of ${shownTime(ending.at)}, user ${user}.`)
      .join('\n'),
});

async function requireSound(
  signed: SignedReceiptAnswer,
  keys: readonly { readonly kty: string }[],
): Promise<void> {
  try {
    await verifyReceipt(signed, { keys: [...keys] });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new CliError(error.message, `It is the receipt ${signed.receipt.id}.`);
  }
}
