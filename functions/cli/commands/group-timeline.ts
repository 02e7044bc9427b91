import { timelineCommand } from '#functions/cli/timeline-command.ts';

export const groupTimeline = timelineCommand({
  kind: 'groups',
  one: 'group',
  example: {
    typed: '019cad3e-c2d8-7b60-93aa-1f8e5d7c4b02 --tenant acme',
    printed: `TIME                  V  EVENT               WHAT                                       BY
2026-03-02T09:00:02Z  1  group.created       displayName                                directory okta (scim)
2026-03-02T09:00:02Z  1  group.member_added  User 019cad3e-a1f0-7c31-9e02-5b7f44d8c610  directory okta (scim)`,
  },
});
