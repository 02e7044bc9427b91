import { DomainError } from '#shared/kernel/domain-error.ts';
import { parseReference, resolveReference } from '#shared/scim/attribute-reference.ts';
import type {
  DateAttributes,
  Declarations,
  DirectoryDates,
} from '#shared/scim/custom/declarations.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export const dateSettings = ['startsAtAttribute', 'endsAtAttribute'] as const;

/** What a directory is to say of dates from now on: names of attributes; null for none, and what is left out stays. */
export type DateSettings = Readonly<Partial<Record<keyof DateAttributes, string | null>>>;

export function datesOf({ dates = [] }: Declarations, directory: string): DateAttributes {
  const { directory: _, ...own } = dates.find((each) => each.directory === directory) ?? {};
  return own;
}

/**
 * @param userType With the schemas of these declarations.
 * @throws DomainError `invalidValue` naming the setting, when no date could stand under that name.
 */
export function withDates(
  declarations: Declarations,
  userType: ResourceType,
  directory: string,
  settings: DateSettings,
): Declarations {
  const { dates = [], ...rest } = declarations;
  const own: DirectoryDates = { directory, ...changed(datesOf(declarations, directory), settings) };
  for (const setting of dateSettings) {
    const problem = problemOf(userType, own[setting]);
    if (problem !== undefined) throw new DomainError('invalidValue', `${setting}: ${problem}`);
  }
  if (own.startsAtAttribute !== undefined && own.startsAtAttribute === own.endsAtAttribute) {
    throw new DomainError('invalidValue', 'endsAtAttribute: is that of the start as well.');
  }
  const others = dates.filter((each) => each.directory !== directory);
  const all = Object.keys(own).length > 1 ? [...others, canonical(userType, own)] : others;
  return all.length > 0 ? { ...rest, dates: all } : rest;
}

/** @throws DomainError `conflict` when a directory says dates under a name that is none any more. */
export function checkDates({ dates = [] }: Declarations, userType: ResourceType): void {
  for (const { directory, ...own } of dates) {
    const name = Object.values(own).find((each) => problemOf(userType, each) !== undefined);
    if (name === undefined) continue;
    const detail = `By ${name} the directory ${directory} says when people join or leave. Take that setting away first.`;
    throw new DomainError('conflict', detail);
  }
}

function changed(before: DateAttributes, settings: DateSettings): DateAttributes {
  const names = dateSettings.map((setting) => {
    const wanted = settings[setting];
    return [setting, wanted === undefined ? before[setting] : wanted] as const;
  });
  return Object.fromEntries(names.filter(([, name]) => name !== null && name !== undefined));
}

/** As they stand in resources, whatever case they were written in. */
function canonical(userType: ResourceType, { directory, ...own }: DirectoryDates): DirectoryDates {
  const names = Object.entries(own).map(([setting, name]) => {
    return [setting, attributeNamed(userType, name)?.path ?? name];
  });
  return { directory, ...Object.fromEntries(names) };
}

function problemOf(userType: ResourceType, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const attribute = attributeNamed(userType, name);
  const shown = name.slice(0, 300);
  if (!attribute)
    return `User has no attribute ${shown}. Name it as /Schemas does (URN:name); one of your own needs its schema first.`;
  const { type, multiValued, mutability } = attribute.definition;
  const isText = (type === 'dateTime' || type === 'string') && !multiValued;
  if (isText && mutability === 'readWrite') return undefined;
  return `${shown} holds no date. Name an attribute that has one value, dateTime or string.`;
}

function attributeNamed(userType: ResourceType, name: string) {
  const reference = parseReference(name);
  const target = reference && resolveReference(userType.attributes, reference);
  if (target?.kind !== 'attribute' || target.subAttribute) return undefined;
  // What is called so belongs to each directory alone, and is kept elsewhere.
  return target.attribute.path === 'externalId' ? undefined : target.attribute;
}
