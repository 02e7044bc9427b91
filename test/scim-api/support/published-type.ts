import type { Body, Client } from '../../support/world.ts';

/** An attribute as `/Schemas` shows it, which is all that this knows of it. */
export interface PublishedAttribute {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly caseExact: boolean;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly PublishedAttribute[];
}

/** An attribute of a resource, and where in it the attribute is. */
export interface Place {
  readonly attribute: PublishedAttribute;
  /** URN of its schema when that is an extension. */
  readonly extension?: string;
  readonly path: string;
}

export interface PublishedType {
  readonly name: string;
  readonly endpoint: string;
  readonly schemas: readonly string[];
  readonly places: readonly Place[];
}

/** A resource type as a client learns of it, from `/ResourceTypes` and `/Schemas` alone. */
export async function publishedType(client: Client, name: string): Promise<PublishedType> {
  const { body: type } = await client('GET', `/ResourceTypes/${name}`);
  const extensions: string[] = (type.schemaExtensions ?? []).map(({ schema }: Body) => schema);
  const attributesOf = async (urn: string): Promise<PublishedAttribute[]> =>
    (await client('GET', `/Schemas/${urn}`)).body.attributes;
  const core = await attributesOf(type.schema);
  const extended = await Promise.all(
    extensions.map(async (extension) =>
      (await attributesOf(extension)).map((attribute) => ({
        attribute,
        extension,
        path: `${extension}:${attribute.name}`,
      })),
    ),
  );
  return {
    name,
    endpoint: type.endpoint,
    schemas: [type.schema, ...extensions],
    places: [...core.map((attribute) => ({ attribute, path: attribute.name })), ...extended.flat()],
  };
}

export function valueAt(resource: Body, { attribute, extension }: Place): unknown {
  return extension === undefined ? resource[attribute.name] : resource[extension]?.[attribute.name];
}

/** A resource in which each of these places has its value. */
export function bodyOf(
  { schemas }: PublishedType,
  values: Iterable<readonly [Place, unknown]>,
): Body {
  const body: Body = { schemas };
  for (const [{ attribute, extension }, value] of values) {
    if (extension === undefined) body[attribute.name] = value;
    else body[extension] = { ...body[extension], [attribute.name]: value };
  }
  return body;
}
