import { ENTERPRISE_USER, GROUP, LIST_RESPONSE, USER } from '#shared/scim/messages.ts';
import type { Model } from './model.ts';
import type { Kept, Page, Speaker } from './state.ts';

const ROOT = 'https://scim.example.com/scim/v2';

/** A resource as a speaker is to see it, but for the times in `meta`. */
export function shownBy(model: Model, { directory }: Speaker, kept: Kept): object {
  const { id, type, fields, members } = kept;
  const { department, ...rest } = fields;
  const externalId = kept.externalIds[directory];
  const user = department === undefined ? [USER] : [USER, ENTERPRISE_USER];
  const groups = type === 'User' ? model.groupsOf(id) : [];
  const direct = new Set(model.directGroupsOf(id));
  return {
    schemas: type === 'User' ? user : [GROUP],
    id,
    ...(externalId !== undefined && { externalId }),
    ...rest,
    ...(department !== undefined && { [ENTERPRISE_USER]: { department } }),
    ...(groups.length > 0 && {
      groups: groups.map((each) => groupReference(each, direct.has(each))),
    }),
    ...(members.length > 0 && { members: members.map((each) => memberReference(model, each)) }),
    meta: { resourceType: type, location: `${ROOT}/${type}s/${id}`, version: tagOf(kept) },
  };
}

export const tagOf = ({ version }: Kept) => `W/"${version}"`;

export function pageShownBy(
  model: Model,
  speaker: Speaker,
  { total, resources }: Page,
  startIndex: number,
): object {
  return {
    schemas: [LIST_RESPONSE],
    totalResults: total,
    itemsPerPage: resources.length,
    startIndex: Math.max(startIndex, 1),
    Resources: resources.map((kept) => shownBy(model, speaker, kept)),
  };
}

const groupReference = ({ id, fields }: Kept, isDirect: boolean) => ({
  value: id,
  $ref: `${ROOT}/Groups/${id}`,
  display: fields.displayName,
  type: isDirect ? 'direct' : 'indirect',
});

function memberReference(model: Model, id: string): object {
  const type = model.kept.get(id)?.type;
  return { value: id, $ref: `${ROOT}/${type}s/${id}`, type };
}
