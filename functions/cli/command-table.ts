import type { CommandGroup } from '#functions/cli/command.ts';
import { appCreate } from '#functions/cli/commands/app-create.ts';
import { appDelete } from '#functions/cli/commands/app-delete.ts';
import { appList } from '#functions/cli/commands/app-list.ts';
import { appRotateSecret } from '#functions/cli/commands/app-rotate-secret.ts';
import { appShow } from '#functions/cli/commands/app-show.ts';
import { appUpdate } from '#functions/cli/commands/app-update.ts';
import { brakeRelease } from '#functions/cli/commands/brake-release.ts';
import { brakeSet } from '#functions/cli/commands/brake-set.ts';
import { brakeShow } from '#functions/cli/commands/brake-show.ts';
import { clientAddSecret } from '#functions/cli/commands/client-add-secret.ts';
import { clientAddTrust } from '#functions/cli/commands/client-add-trust.ts';
import { clientCreate } from '#functions/cli/commands/client-create.ts';
import { clientDelete } from '#functions/cli/commands/client-delete.ts';
import { clientList } from '#functions/cli/commands/client-list.ts';
import { clientRemoveTrust } from '#functions/cli/commands/client-remove-trust.ts';
import { clientRevokeSecret } from '#functions/cli/commands/client-revoke-secret.ts';
import { clientShow } from '#functions/cli/commands/client-show.ts';
import { connectionCreate } from '#functions/cli/commands/connection-create.ts';
import { connectionDelete } from '#functions/cli/commands/connection-delete.ts';
import { connectionList } from '#functions/cli/commands/connection-list.ts';
import { connectionPreview } from '#functions/cli/commands/connection-preview.ts';
import { connectionShow } from '#functions/cli/commands/connection-show.ts';
import { connectionTest } from '#functions/cli/commands/connection-test.ts';
import { connectionUpdate } from '#functions/cli/commands/connection-update.ts';
import { directoryCreate } from '#functions/cli/commands/directory-create.ts';
import { directoryList } from '#functions/cli/commands/directory-list.ts';
import { directoryUpdate } from '#functions/cli/commands/directory-update.ts';
import { domainAdd } from '#functions/cli/commands/domain-add.ts';
import { domainList } from '#functions/cli/commands/domain-list.ts';
import { domainRemove } from '#functions/cli/commands/domain-remove.ts';
import { domainVerify } from '#functions/cli/commands/domain-verify.ts';
import { eventsList } from '#functions/cli/commands/events-list.ts';
import { eventsTail } from '#functions/cli/commands/events-tail.ts';
import { groupTimeline } from '#functions/cli/commands/group-timeline.ts';
import { lifecycleApprove } from '#functions/cli/commands/lifecycle-approve.ts';
import { lifecycleHold } from '#functions/cli/commands/lifecycle-hold.ts';
import { lifecycleLift } from '#functions/cli/commands/lifecycle-lift.ts';
import { lifecyclePlan } from '#functions/cli/commands/lifecycle-plan.ts';
import { lifecyclePolicySet } from '#functions/cli/commands/lifecycle-policy-set.ts';
import { lifecyclePolicyShow } from '#functions/cli/commands/lifecycle-policy-show.ts';
import { lifecyclePreview } from '#functions/cli/commands/lifecycle-preview.ts';
import { lifecycleRelease } from '#functions/cli/commands/lifecycle-release.ts';
import { lifecycleRun } from '#functions/cli/commands/lifecycle-run.ts';
import { lifecycleStatus } from '#functions/cli/commands/lifecycle-status.ts';
import { lifecycleUndo } from '#functions/cli/commands/lifecycle-undo.ts';
import { offboardingReceipt } from '#functions/cli/commands/offboarding-receipt.ts';
import { offboardingVerify } from '#functions/cli/commands/offboarding-verify.ts';
import { resourceTypeDelete } from '#functions/cli/commands/resource-type-delete.ts';
import { resourceTypeList } from '#functions/cli/commands/resource-type-list.ts';
import { resourceTypePut } from '#functions/cli/commands/resource-type-put.ts';
import { resourceTypeShow } from '#functions/cli/commands/resource-type-show.ts';
import { roleAssign } from '#functions/cli/commands/role-assign.ts';
import { roleExplain } from '#functions/cli/commands/role-explain.ts';
import { roleRulesPut } from '#functions/cli/commands/role-rules-put.ts';
import { roleRulesShow } from '#functions/cli/commands/role-rules-show.ts';
import { roleUnassign } from '#functions/cli/commands/role-unassign.ts';
import { ruleDelete } from '#functions/cli/commands/rule-delete.ts';
import { ruleDryRun } from '#functions/cli/commands/rule-dry-run.ts';
import { ruleList } from '#functions/cli/commands/rule-list.ts';
import { rulePut } from '#functions/cli/commands/rule-put.ts';
import { ruleShow } from '#functions/cli/commands/rule-show.ts';
import { schemaDelete } from '#functions/cli/commands/schema-delete.ts';
import { schemaList } from '#functions/cli/commands/schema-list.ts';
import { schemaPut } from '#functions/cli/commands/schema-put.ts';
import { schemaShow } from '#functions/cli/commands/schema-show.ts';
import { sessionEnd } from '#functions/cli/commands/session-end.ts';
import { sessionList } from '#functions/cli/commands/session-list.ts';
import { tenantCreate } from '#functions/cli/commands/tenant-create.ts';
import { tenantList } from '#functions/cli/commands/tenant-list.ts';
import { tokenIssue } from '#functions/cli/commands/token-issue.ts';
import { tokenList } from '#functions/cli/commands/token-list.ts';
import { tokenRevoke } from '#functions/cli/commands/token-revoke.ts';
import { userDeactivate } from '#functions/cli/commands/user-deactivate.ts';
import { userInvite } from '#functions/cli/commands/user-invite.ts';
import { userLinks } from '#functions/cli/commands/user-links.ts';
import { userList } from '#functions/cli/commands/user-list.ts';
import { userReactivate } from '#functions/cli/commands/user-reactivate.ts';
import { userSchedule } from '#functions/cli/commands/user-schedule.ts';
import { userShow } from '#functions/cli/commands/user-show.ts';
import { userSignOut } from '#functions/cli/commands/user-sign-out.ts';
import { userStage } from '#functions/cli/commands/user-stage.ts';
import { userSuspend } from '#functions/cli/commands/user-suspend.ts';
import { userTimeline } from '#functions/cli/commands/user-timeline.ts';
import { userUnlink } from '#functions/cli/commands/user-unlink.ts';
import { webhookCreate } from '#functions/cli/commands/webhook-create.ts';
import { webhookDelete } from '#functions/cli/commands/webhook-delete.ts';
import { webhookDeliveries } from '#functions/cli/commands/webhook-deliveries.ts';
import { webhookDisable } from '#functions/cli/commands/webhook-disable.ts';
import { webhookEnable } from '#functions/cli/commands/webhook-enable.ts';
import { webhookList } from '#functions/cli/commands/webhook-list.ts';
import { webhookListen } from '#functions/cli/commands/webhook-listen.ts';
import { webhookRecover } from '#functions/cli/commands/webhook-recover.ts';
import { webhookReplayMissing } from '#functions/cli/commands/webhook-replay-missing.ts';
import { webhookResend } from '#functions/cli/commands/webhook-resend.ts';
import { webhookRotate } from '#functions/cli/commands/webhook-rotate.ts';
import { webhookShow } from '#functions/cli/commands/webhook-show.ts';
import { webhookTest } from '#functions/cli/commands/webhook-test.ts';

/** Every command there is, in the order in which a newcomer meets them. */
export const commandTable: readonly CommandGroup[] = [
  {
    name: 'tenant',
    summary: 'whose people are kept apart from those of others',
    description:
      'A tenant is a customer of yours, or a part of one that must not see the others. Everything else\nbelongs to a tenant, and nothing of one tenant can be named from another.',
    commands: [tenantCreate, tenantList],
  },
  {
    name: 'directory',
    summary: 'where people come from, by SCIM',
    description:
      "A directory is one source of a tenant's people: an application at Okta or Entra, an HR system. It\ndecides which dialect of SCIM is spoken and whom the source may see.",
    commands: [directoryCreate, directoryUpdate, directoryList],
  },
  {
    name: 'token',
    summary: 'what lets an identity provider into a directory',
    description:
      'A token is what an identity provider shows to push people into one directory. A directory has at\nmost two live ones: the one in use, and the one that replaces it.',
    commands: [tokenIssue, tokenList, tokenRevoke],
  },
  {
    name: 'client',
    summary: 'the same by OAuth, for providers that want no static token',
    description:
      'An OAuth client gets access tokens for one directory by itself, by client id and secret or by assertions\nthat its issuer signs, at the token URL: for providers that want no static token.',
    commands: [
      clientCreate,
      clientList,
      clientShow,
      clientAddSecret,
      clientRevokeSecret,
      clientAddTrust,
      clientRemoveTrust,
      clientDelete,
    ],
  },
  {
    name: 'brake',
    summary: 'how many may leave by a directory before somebody looks',
    description:
      'A brake stands between a directory and the people of its tenant: when it would deactivate or delete more of\nthem than usual, as after a wrong click at the identity provider, nothing of it is done until you say so.',
    commands: [brakeSet, brakeShow, brakeRelease],
  },
  {
    name: 'user',
    alias: 'users',
    summary: 'people: where they stand, what happened to them, how they come in',
    description: 'The people of a tenant, as identity providers have pushed them in.',
    commands: [
      userList,
      userShow,
      userTimeline,
      userInvite,
      userLinks,
      userUnlink,
      userSignOut,
      userSuspend,
      userDeactivate,
      userStage,
      userReactivate,
      userSchedule,
    ],
  },
  {
    name: 'events',
    summary: 'everything that happened in a tenant',
    description:
      'Everything that happened to the users and groups of a tenant, as it was told to the event bus.',
    commands: [eventsList, eventsTail],
  },
  {
    name: 'group',
    alias: 'groups',
    summary: 'what happened to groups',
    description: 'The groups of a tenant, as identity providers have pushed them in.',
    commands: [groupTimeline],
  },
  {
    name: 'connection',
    summary: 'identity providers that people sign in by',
    description:
      'A connection is a way to an identity provider: people sign in by it, and arrive here. docs/connections.md says\nwhat each provider needs.',
    commands: [
      connectionCreate,
      connectionTest,
      connectionPreview,
      connectionList,
      connectionShow,
      connectionUpdate,
      connectionDelete,
    ],
  },
  {
    name: 'domain',
    summary: 'whose email addresses a tenant has proven to be its own',
    description:
      'A domain that a tenant has proven by DNS: people with addresses there are sent to its connection.',
    commands: [domainAdd, domainVerify, domainList, domainRemove],
  },
  {
    name: 'app',
    summary: 'applications that people sign in to',
    description:
      'An app is an application of the tenant that signs people in through Rollcall, over OpenID Connect.',
    commands: [appCreate, appList, appShow, appUpdate, appRotateSecret, appDelete],
  },
  {
    name: 'role',
    summary: 'which roles people bring to applications, and why',
    description:
      'Roles go into the tokens of people. They come from rules over groups, attributes and links, or are assigned\nto one user; nothing else grants any, whatever it is called.',
    commands: [roleRulesPut, roleRulesShow, roleAssign, roleExplain, roleUnassign],
  },
  {
    name: 'lifecycle',
    summary: 'people who are not seen any more, and what becomes of them',
    description:
      'The policy of a tenant for people who are not seen any more: warned, suspended, deactivated, deleted, each\nafter so many days, under a brake. docs/lifecycle.md tells more.',
    commands: [
      lifecyclePolicySet,
      lifecyclePolicyShow,
      lifecycleStatus,
      lifecyclePreview,
      lifecyclePlan,
      lifecycleApprove,
      lifecycleRun,
      lifecycleRelease,
      lifecycleUndo,
      lifecycleHold,
      lifecycleLift,
    ],
  },
  {
    name: 'session',
    summary: 'where people are signed in',
    description:
      'A session is one sign-in of one person in one browser; every token names the one it came of.',
    commands: [sessionList, sessionEnd],
  },
  {
    name: 'offboarding',
    summary: 'what became of the end of access, signed',
    description:
      'What became of the end of access of a user: a signed receipt of everything that ended, and of everybody\nwho acknowledged it.',
    commands: [offboardingReceipt, offboardingVerify],
  },
  {
    name: 'rule',
    summary: 'what to do when something happens to somebody',
    description:
      'A rule hears what happens to people and acts on it: it moves them to another state, puts them into groups or takes\nthem out, gives roles or takes them away, or calls a webhook.',
    commands: [rulePut, ruleList, ruleShow, ruleDryRun, ruleDelete],
  },
  {
    name: 'schema',
    summary: "attributes of a tenant's own",
    description:
      "A schema of a tenant's own adds attributes to users, groups or resources of a type of its own. Each\naccepted change is a version; from the very next request on SCIM speaks by it.",
    commands: [schemaPut, schemaList, schemaShow, schemaDelete],
  },
  {
    name: 'resource-type',
    summary: "resources of a tenant's own, beside users and groups",
    description:
      "A resource type of a tenant's own is served like users and groups, at an endpoint of its own.",
    commands: [resourceTypePut, resourceTypeList, resourceTypeShow, resourceTypeDelete],
  },
  {
    name: 'webhook',
    summary: 'where events are sent, and what became of them',
    description:
      'A webhook sends the events of a tenant to a URL, signed, until it has them: about ten attempts in 72 hours.\nStandard Webhooks tells the receiver how to check them.',
    commands: [
      webhookCreate,
      webhookList,
      webhookShow,
      webhookTest,
      webhookDeliveries,
      webhookResend,
      webhookRecover,
      webhookReplayMissing,
      webhookRotate,
      webhookListen,
      webhookDisable,
      webhookEnable,
      webhookDelete,
    ],
  },
];
