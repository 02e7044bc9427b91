import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { connectionPath, oneConnection } from '#functions/cli/connection-parameters.ts';
import {
  type ConnectionPreviewAnswer,
  connectionPreviewAnswer,
} from '#shared/admin/connection-contract.ts';

export const connectionPreview = defineCommand({
  name: 'preview',
  summary: 'see what a sign-in with the last claims would do',
  description: `Shows what the connection's mapping and policy would make of the claims that its provider sent last, and writes
nothing. Claims are kept, sealed and for 30 days, where the connection says \`keepLastClaims\`.`,
  ...oneConnection,
  example: {
    typed: 'google --tenant acme',
    printed: `Would create the user grace@acme.example.
Written   displayName, emails, userName
Kept      -
Groups    -
Roles     -
Problems  -`,
  },
  next: `change the mapping: ${PROGRAM} connection update google --tenant acme --file FILE`,
  run: (admin, { tenant, id }) =>
    admin.post(connectionPreviewAnswer, {
      path: connectionPath(tenant, id, 'preview'),
      body: {},
    }),
  show: (preview) => {
    const { written, kept, groups = [], roles, problems } = preview;
    const rows = Object.entries({ written, kept, groups, roles }).map(([name, values]) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      values.join(', ') || '-',
    ]);
    const told = problems.map(({ attribute, detail }) => `${attribute}: ${detail}`).join(' ');
    return `${sentence(preview)}\n${alignColumns([...rows, ['Problems', told || '-']])}`;
  },
});

function sentence({ outcome, attributes, refused, user = '' }: ConnectionPreviewAnswer): string {
  if (refused) return `Would refuse: ${refused.reason}. ${refused.detail}`.trim();
  if (outcome === 'creates') return `Would create the user ${String(attributes['userName'])}.`;
  return `Would let in ${String(attributes['userName'])} (${user}).`;
}
