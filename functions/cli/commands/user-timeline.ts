import { timelineCommand } from '#functions/cli/timeline-command.ts';

export const userTimeline = timelineCommand({
  kind: 'users',
  one: 'user',
  example: {
    typed: '019cad3e-a1f0-7c31-9e02-5b7f44d8c610 --tenant acme',
    printed: `TIME                  V  EVENT         WHAT                           BY
2026-03-02T09:00:00Z  1  user.created  active, displayName, userName  directory okta (scim)`,
  },
});
