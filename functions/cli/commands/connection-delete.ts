import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { connectionPath, oneConnection } from '#functions/cli/connection-parameters.ts';

export const connectionDelete = defineCommand({
  name: 'delete',
  summary: 'delete a connection',
  description:
    'Deletes a connection with its secret: nobody signs in by it any more. Who came by it stays, and so do their\nsessions; sign people out if they are to end.',
  ...oneConnection,
  example: {
    typed: 'google --tenant acme',
    printed: 'Deleted the connection google of acme.',
  },
  next: `see what is left: ${PROGRAM} connection list --tenant acme`,
  run: async (admin, { id, tenant }) => {
    await admin.delete({ path: connectionPath(tenant, id) });
    return { id, deleted: true };
  },
  show: ({ id }, { tenant }) => `Deleted the connection ${id} of ${tenant}.`,
});
