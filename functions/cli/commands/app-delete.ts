import { appPath, oneApp } from '#functions/cli/app-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';

export const appDelete = defineCommand({
  name: 'delete',
  summary: 'delete an app',
  description:
    'Deletes an app: it signs nobody in any more, and what it was given is good for nothing with Rollcall. Access\ntokens that its API checks by itself live out their five minutes. It cannot be undone.',
  ...oneApp,
  example: {
    typed: '019cad45-2b10-7e3a-8c41-5d6e7f809a1b --tenant acme',
    printed: 'Deleted the app 019cad45-2b10-7e3a-8c41-5d6e7f809a1b of acme.',
  },
  next: `see what is left: ${PROGRAM} app list --tenant acme`,
  run: async (admin, { id, tenant }) => {
    await admin.delete({ path: appPath(tenant, id) });
    return { clientId: id, deleted: true };
  },
  show: ({ clientId }, { tenant }) => `Deleted the app ${clientId} of ${tenant}.`,
});
