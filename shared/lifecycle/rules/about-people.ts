/** How the types of events begin that are about one person: what the rules of tenants hear of. */
export const aboutPeople = ['user.', 'group.member_'] as const;
