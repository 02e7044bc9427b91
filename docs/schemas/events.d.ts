// The events of Rollcall as TypeScript types, generated from the catalogue. Copy this file into what consumes them.

/** A user was created. */
export interface UserCreated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.created';
  readonly dataschema: 'urn:rollcall:event:user.created:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
    /** In the words of whoever asked for it */
    readonly reason?: string;
    /** Id of the rule, policy or plan that asked for it */
    readonly rule?: string;
  };
}

/** Attributes of a user changed, other than `active`. */
export interface UserUpdated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.updated';
  readonly dataschema: 'urn:rollcall:event:user.updated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
  };
}

/** A user was put on hold until they join. */
export interface UserStaged {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.staged';
  readonly dataschema: 'urn:rollcall:event:user.staged:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
    /** In the words of whoever asked for it */
    readonly reason?: string;
    /** Id of the rule, policy or plan that asked for it */
    readonly rule?: string;
  };
}

/** A user who was staged is active: they have joined. */
export interface UserActivated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.activated';
  readonly dataschema: 'urn:rollcall:event:user.activated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
    /** In the words of whoever asked for it */
    readonly reason?: string;
    /** Id of the rule, policy or plan that asked for it */
    readonly rule?: string;
  };
}

/** A user may not come in for now; `active` is false until the suspension is lifted. */
export interface UserSuspended {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.suspended';
  readonly dataschema: 'urn:rollcall:event:user.suspended:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
    /** In the words of whoever asked for it */
    readonly reason?: string;
    /** Id of the rule, policy or plan that asked for it */
    readonly rule?: string;
  };
}

/** `active` went from true to false, or was taken away; or a user who was staged or suspended was let go. */
export interface UserDeactivated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.deactivated';
  readonly dataschema: 'urn:rollcall:event:user.deactivated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
    /** In the words of whoever asked for it */
    readonly reason?: string;
    /** Id of the rule, policy or plan that asked for it */
    readonly rule?: string;
  };
}

/** `active` became true again. */
export interface UserReactivated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.reactivated';
  readonly dataschema: 'urn:rollcall:event:user.reactivated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
    /** In the words of whoever asked for it */
    readonly reason?: string;
    /** Id of the rule, policy or plan that asked for it */
    readonly rule?: string;
  };
}

/** A user was deleted; `data` is as it was last. */
export interface UserDeleted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.deleted';
  readonly dataschema: 'urn:rollcall:event:user.deleted:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
  };
}

/** All sessions and tokens of a user were ended at once; `active` stays as it is. */
export interface UserSignedOut {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.signed_out';
  readonly dataschema: 'urn:rollcall:event:user.signed_out:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** As the directory that made the change knows the user */
    readonly externalId?: string;
    readonly active: boolean;
    /** Where the user stands; `active` is true in the state of that name alone */
    readonly state?: 'staged' | 'active' | 'suspended' | 'deactivated';
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; and of what is kept beside them: assignedRoles, invitation, letGo, links, managed, plannedDates, suspension; never values */
    readonly changed: string[];
  };
}

/** A user can sign in by a further account at an identity provider. */
export interface UserLinked {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.linked';
  readonly dataschema: 'urn:rollcall:event:user.linked:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Id of the connection */
    readonly connection: string;
    /** The identity provider, as it names itself */
    readonly issuer: string;
  };
}

/** What a sign-in says of a user differs from what a directory or an administrator says, which stays; or no longer does. */
export interface UserDrifted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.drifted';
  readonly dataschema: 'urn:rollcall:event:user.drifted:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Id of the connection */
    readonly connection: string;
    /** Names of all attributes that differ now, as in `changed`; never values */
    readonly drifted: string[];
  };
}

/** A group was created. */
export interface GroupCreated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'group.created';
  readonly dataschema: 'urn:rollcall:event:group.created:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly displayName: string;
    /** As the directory that made the change knows the group */
    readonly externalId?: string;
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values */
    readonly changed: string[];
  };
}

/** Attributes of a group changed, other than its members. */
export interface GroupUpdated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'group.updated';
  readonly dataschema: 'urn:rollcall:event:group.updated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly displayName: string;
    /** As the directory that made the change knows the group */
    readonly externalId?: string;
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values */
    readonly changed: string[];
  };
}

/** A group was deleted, and every membership with it; `data` is as it was last. */
export interface GroupDeleted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'group.deleted';
  readonly dataschema: 'urn:rollcall:event:group.deleted:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly displayName: string;
    /** As the directory that made the change knows the group */
    readonly externalId?: string;
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values */
    readonly changed: string[];
  };
}

/** A user or group became a member. */
export interface GroupMemberAdded {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'group.member_added';
  readonly dataschema: 'urn:rollcall:event:group.member_added:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Name of the group, at most its first 256 characters */
    readonly displayName: string;
    readonly member: {
      /** SCIM id */
      readonly id: string;
      readonly type: 'User' | 'Group';
    };
  };
}

/** A user or group is no longer a member. */
export interface GroupMemberRemoved {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'group.member_removed';
  readonly dataschema: 'urn:rollcall:event:group.member_removed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Name of the group, at most its first 256 characters */
    readonly displayName: string;
    readonly member: {
      /** SCIM id */
      readonly id: string;
      readonly type: 'User' | 'Group';
    };
  };
}

/** A resource of a tenant's own type was created. */
export interface ResourceCreated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'resource.created';
  readonly dataschema: 'urn:rollcall:event:resource.created:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Name of the resource type, as the tenant declared it */
    readonly resourceType: string;
    /** As the directory that made the change knows the resource */
    readonly externalId?: string;
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values */
    readonly changed: string[];
  };
}

/** Attributes of a resource of a tenant's own type changed. */
export interface ResourceUpdated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'resource.updated';
  readonly dataschema: 'urn:rollcall:event:resource.updated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Name of the resource type, as the tenant declared it */
    readonly resourceType: string;
    /** As the directory that made the change knows the resource */
    readonly externalId?: string;
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values */
    readonly changed: string[];
  };
}

/** A resource of a tenant's own type was deleted; `data` is as it was last. */
export interface ResourceDeleted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'resource.deleted';
  readonly dataschema: 'urn:rollcall:event:resource.deleted:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Name of the resource type, as the tenant declared it */
    readonly resourceType: string;
    /** As the directory that made the change knows the resource */
    readonly externalId?: string;
    /** Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values */
    readonly changed: string[];
  };
}

/** A user signed in; the id of the subject is the `sid` of tokens. */
export interface SessionStarted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'session.started';
  readonly dataschema: 'urn:rollcall:event:session.started:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** SCIM id of the user whose session it is */
    readonly user: string;
    /** Id of the connection that the person came by */
    readonly connection: string;
    /** As the identity provider said */
    readonly acr?: string;
    readonly amr?: string[];
    /** When it is over at the latest */
    readonly endsAt: string;
  };
}

/** A user authenticated again in a browser where they were signed in, and goes on with the session. */
export interface SessionRenewed {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'session.renewed';
  readonly dataschema: 'urn:rollcall:event:session.renewed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** SCIM id of the user whose session it is */
    readonly user: string;
    /** Id of the connection that the person came by */
    readonly connection: string;
    /** As the identity provider said */
    readonly acr?: string;
    readonly amr?: string[];
    /** When it is over at the latest */
    readonly endsAt: string;
  };
}

/** One session of a user was ended before its time; the others go on. */
export interface SessionEnded {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'session.ended';
  readonly dataschema: 'urn:rollcall:event:session.ended:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** SCIM id of the user whose session it was */
    readonly user: string;
  };
}

/** Somebody was not let in by a connection; nothing else was written. */
export interface SignInRefused {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'sign_in.refused';
  readonly dataschema: 'urn:rollcall:event:sign_in.refused:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Which of the reasons that docs/connections.md lists */
    readonly reason: string;
    /** What exactly was wrong; may be empty. Never personal */
    readonly detail: string;
  };
}

/** The end of access of a user, or of one session, went through: everybody who had to know has acknowledged it, or was given up on. */
export interface UserOffboarded {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'user.offboarded';
  readonly dataschema: 'urn:rollcall:event:user.offboarded:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** SCIM id */
    readonly user: string;
    /** The event that ended access */
    readonly ending: string;
    /** How many items of the receipt are done */
    readonly acknowledged: number;
    /** Those who were given up on, at most the first 50 */
    readonly failed: {
      readonly kind: string;
      readonly id: string;
      readonly reason: string;
    }[];
  };
}

/** The policy for people who are not seen any more was changed. */
export interface LifecyclePolicyChanged {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.policy_changed';
  readonly dataschema: 'urn:rollcall:event:lifecycle.policy_changed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly policyVersion: number;
    readonly mode: 'off' | 'approve' | 'automatic';
  };
}

/** A user was not seen for as long as the policy says; tell them what follows. */
export interface LifecycleWarned {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.warned';
  readonly dataschema: 'urn:rollcall:event:lifecycle.warned:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** When the user was last seen, let in or created; a day in UTC */
    readonly lastSeen: string;
    readonly inactiveDays: number;
    /** Of the run of the policy */
    readonly runId: string;
    /** What follows at the earliest, if the user is not seen before */
    readonly next?: {
      readonly stage: 'suspend' | 'deactivate' | 'delete';
      /** Day in UTC, such as 2026-03-02 */
      readonly on: string;
    };
  };
}

/** The policy suspended a user; it follows `user.suspended`. */
export interface LifecycleSuspended {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.suspended';
  readonly dataschema: 'urn:rollcall:event:lifecycle.suspended:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** When the user was last seen, let in or created; a day in UTC */
    readonly lastSeen: string;
    readonly inactiveDays: number;
    /** Of the run of the policy */
    readonly runId: string;
    /** What follows at the earliest, if the user is not seen before */
    readonly next?: {
      readonly stage: 'suspend' | 'deactivate' | 'delete';
      /** Day in UTC, such as 2026-03-02 */
      readonly on: string;
    };
  };
}

/** The policy deactivated a user; it follows `user.deactivated`. */
export interface LifecycleDeactivated {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.deactivated';
  readonly dataschema: 'urn:rollcall:event:lifecycle.deactivated:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** When the user was last seen, let in or created; a day in UTC */
    readonly lastSeen: string;
    readonly inactiveDays: number;
    /** Of the run of the policy */
    readonly runId: string;
    /** What follows at the earliest, if the user is not seen before */
    readonly next?: {
      readonly stage: 'suspend' | 'deactivate' | 'delete';
      /** Day in UTC, such as 2026-03-02 */
      readonly on: string;
    };
  };
}

/** The policy deleted a user; it follows `user.deleted`. */
export interface LifecycleDeleted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.deleted';
  readonly dataschema: 'urn:rollcall:event:lifecycle.deleted:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** When the user was last seen, let in or created; a day in UTC */
    readonly lastSeen: string;
    readonly inactiveDays: number;
    /** Of the run of the policy */
    readonly runId: string;
    /** What follows at the earliest, if the user is not seen before */
    readonly next?: {
      readonly stage: 'suspend' | 'deactivate' | 'delete';
      /** Day in UTC, such as 2026-03-02 */
      readonly on: string;
    };
  };
}

/** What the policy had done to a user was undone. */
export interface LifecycleRestored {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.restored';
  readonly dataschema: 'urn:rollcall:event:lifecycle.restored:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly userName: string;
    /** What was undone */
    readonly stage: 'suspend' | 'deactivate' | 'delete';
    /** Of the run of the policy */
    readonly runId: string;
  };
}

/** A plan waits for somebody to approve it. */
export interface LifecyclePlanReady {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.plan_ready';
  readonly dataschema: 'urn:rollcall:event:lifecycle.plan_ready:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Of the run of the policy */
    readonly runId: string;
    readonly policyVersion: number;
    /** How many people the plan holds, by stage */
    readonly planned: {
      readonly warn: number;
      readonly suspend: number;
      readonly deactivate: number;
      readonly delete: number;
    };
    /** What an approval has to name */
    readonly hash: string;
  };
}

/** The policy has stopped, and stands still until somebody releases it. */
export interface LifecycleStopped {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.stopped';
  readonly dataschema: 'urn:rollcall:event:lifecycle.stopped:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Too many people would be out, or nobody at all was seen for longer than usual */
    readonly reason: 'brake' | 'stale_activity';
    /** People who would be out as the brake counts */
    readonly wanted?: number;
    /** What the brake allows */
    readonly allowed?: number;
    /** Users of the tenant */
    readonly population?: number;
    /** Hours since anybody was seen */
    readonly quietHours?: number;
  };
}

/** A policy that had stopped was released. */
export interface LifecycleReleased {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.released';
  readonly dataschema: 'urn:rollcall:event:lifecycle.released:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    readonly reason: 'brake' | 'stale_activity';
  };
}

/** A run of the policy is through with its plan. */
export interface LifecycleRunCompleted {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'lifecycle.run_completed';
  readonly dataschema: 'urn:rollcall:event:lifecycle.run_completed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Of the run of the policy */
    readonly runId: string;
    readonly policyVersion: number;
    /** How many people the plan holds, by stage */
    readonly planned: {
      readonly warn: number;
      readonly suspend: number;
      readonly deactivate: number;
      readonly delete: number;
    };
    /** How many were brought to each stage */
    readonly taken: {
      readonly warn: number;
      readonly suspend: number;
      readonly deactivate: number;
      readonly delete: number;
    };
    readonly skipped: {
      readonly changed: number;
      readonly excluded: number;
      readonly gone: number;
    };
  };
}

/** A rule that acts on events was put or deleted; it holds for all that happens since. */
export interface RuleChanged {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'rule.changed';
  readonly dataschema: 'urn:rollcall:event:rule.changed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Id of the rule */
    readonly rule: string;
    readonly deleted: boolean;
  };
}

/** The rules that give roles to the people of a tenant were changed. */
export interface RoleRulesChanged {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'role_rules.changed';
  readonly dataschema: 'urn:rollcall:event:role_rules.changed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** How many there are now */
    readonly rules: number;
  };
}

/** The settings of the brake of a directory were changed, to these; who leaves from now on is held against them. */
export interface BrakeChanged {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'brake.changed';
  readonly dataschema: 'urn:rollcall:event:brake.changed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Off: however many leave, nobody is asked */
    readonly mode: 'off' | 'hold';
    /** Share of a population that may leave within 24 hours */
    readonly percent: number;
    /** How many may, whatever the population */
    readonly count: number;
    /** A population of this size or less is not watched */
    readonly minimum: number;
  };
}

/** More people than usual would have left, so nobody leaves this way until somebody releases it. Told once, however much is refused. */
export interface BrakeHeld {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'brake.held';
  readonly dataschema: 'urn:rollcall:event:brake.held:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** Who left within 24 hours, before what was refused */
    readonly left: number;
    /** How many more would have left */
    readonly attempted: number;
    /** Of how many */
    readonly population: number;
    /** Share of both together, of a hundred */
    readonly percent: number;
  };
}

/** An administrator looked, and lets people leave again. */
export interface BrakeReleased {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'brake.released';
  readonly dataschema: 'urn:rollcall:event:brake.released:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** How many more may leave; everybody may when it is absent */
    readonly more?: number;
    /** When the brake stands again, ISO 8601 */
    readonly until: string;
  };
}

/** A tenant proved by DNS that a domain is its own. */
export interface DomainVerified {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'domain.verified';
  readonly dataschema: 'urn:rollcall:event:domain.verified:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** In lower case, and in ASCII (punycode) */
    readonly domain: string;
  };
}

/** People with addresses at a domain sign in by another connection from now on, once it is verified. */
export interface DomainAssigned {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'domain.assigned';
  readonly dataschema: 'urn:rollcall:event:domain.assigned:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** In lower case, and in ASCII (punycode) */
    readonly domain: string;
    /** By which people of the domain sign in; absent: by none */
    readonly connection?: string;
  };
}

/** The DNS record that proved a domain was gone for a week; it counts no longer. */
export interface DomainLapsed {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'domain.lapsed';
  readonly dataschema: 'urn:rollcall:event:domain.lapsed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** In lower case, and in ASCII (punycode) */
    readonly domain: string;
  };
}

/** A verified domain was taken from its tenant by an administrator. */
export interface DomainRemoved {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'domain.removed';
  readonly dataschema: 'urn:rollcall:event:domain.removed:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** In lower case, and in ASCII (punycode) */
    readonly domain: string;
  };
}

/** A webhook endpoint was disabled, as its receiver is gone or has failed for days. */
export interface WebhookDisabled {
  readonly specversion: '1.0';
  readonly source: 'rollcall';
  readonly type: 'webhook.disabled';
  readonly dataschema: 'urn:rollcall:event:webhook.disabled:1';
  /** The same however often the event is sent */
  readonly id: string;
  /** When the change was committed, ISO 8601 in UTC with milliseconds */
  readonly time: string;
  /** Whose event it is */
  readonly tenant: string;
  readonly subject: {
    /** SCIM resource type, or Webhook */
    readonly type: string;
    /** SCIM id */
    readonly id: string;
  };
  /** Of the subject after the change; +1 with each change */
  readonly version: number;
  /** Who made the change */
  readonly actor: {
    /** directory: A directory, by its token; connection: A connection to an identity provider, by what that provider said; user: A user, of their own; admin: An administrator; policy: A lifecycle policy; rule: A rule of the tenant; system: Rollcall itself, which finishes what somebody began; others may come */
    readonly type: string;
    readonly id: string;
  };
  /** scim: over SCIM; jit: by a sign-in, just in time; sign-in: by a sign-in; sign-out: by a sign-out, here or at the identity provider; admin: by the admin API; policy: by a lifecycle policy, or a planned date; rule: by a rule of the tenant; cascade: it followed from another change; others may come */
  readonly cause: string;
  /** Of the request that made the change, as in its answer and the logs */
  readonly requestId: string;
  readonly data: {
    /** It answered 410, or it took nothing for five days */
    readonly reason: 'gone' | 'failing';
    /** Host of the URL that nothing is sent to any more */
    readonly host: string;
  };
}

export type RollcallEvent =
  | UserCreated
  | UserUpdated
  | UserStaged
  | UserActivated
  | UserSuspended
  | UserDeactivated
  | UserReactivated
  | UserDeleted
  | UserSignedOut
  | UserLinked
  | UserDrifted
  | GroupCreated
  | GroupUpdated
  | GroupDeleted
  | GroupMemberAdded
  | GroupMemberRemoved
  | ResourceCreated
  | ResourceUpdated
  | ResourceDeleted
  | SessionStarted
  | SessionRenewed
  | SessionEnded
  | SignInRefused
  | UserOffboarded
  | LifecyclePolicyChanged
  | LifecycleWarned
  | LifecycleSuspended
  | LifecycleDeactivated
  | LifecycleDeleted
  | LifecycleRestored
  | LifecyclePlanReady
  | LifecycleStopped
  | LifecycleReleased
  | LifecycleRunCompleted
  | RuleChanged
  | RoleRulesChanged
  | BrakeChanged
  | BrakeHeld
  | BrakeReleased
  | DomainVerified
  | DomainAssigned
  | DomainLapsed
  | DomainRemoved
  | WebhookDisabled;
