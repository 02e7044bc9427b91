import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/** Names of the attributes that refer to resources, in lower case: `members`, `manager` and a tenant's own. */
export type ReferenceNames = ReadonlySet<string>;

/** What `referenceTypes` says of URIs that lead elsewhere (RFC 7643 section 7). */
const ELSEWHERE: readonly string[] = ['external', 'uri'];

export function referenceNames(types: readonly ResourceType[]): ReferenceNames {
  const definitions = types.flatMap(({ schema, extensions }) =>
    [schema, ...extensions.map((extension) => extension.schema)].flatMap(
      ({ attributes }) => attributes,
    ),
  );
  return new Set(definitions.filter(refers).map(({ name }) => name.toLowerCase()));
}

/** Whether a key or a PATCH path, such as `urn:…:User:manager.value`, names one of them. */
export function namesReference(names: ReferenceNames, path: string): boolean {
  const [attribute = ''] = path.split('[');
  const local = attribute.slice(attribute.lastIndexOf(':') + 1);
  // A URN has full stops of its own, before its last colon.
  return names.has((local.split('.')[0] ?? '').trim().toLowerCase());
}

function refers({ type, referenceTypes = [], subAttributes = [] }: AttributeDefinition): boolean {
  const direct = type === 'reference' && referenceTypes.some((each) => !ELSEWHERE.includes(each));
  return direct || subAttributes.some(refers);
}
