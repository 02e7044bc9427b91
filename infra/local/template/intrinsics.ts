import { StartError } from '../start-error.ts';

/** Where an intrinsic function finds what it speaks of; all throw StartError for what is not there. */
export interface IntrinsicScope {
  /** Of a resource, a parameter or a pseudo parameter such as `AWS::Region`. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): string;
  importValue(exportName: string): unknown;
  mapping(map: string, first: string, second: string): unknown;
}

type Intrinsic = (argument: unknown, scope: IntrinsicScope) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(text(argument)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] = Array.isArray(argument)
      ? argument.map(text)
      : text(argument).split('.');
    return scope.attribute(text(logicalId), attribute.join('.'));
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(argument)),
  'Fn::Join': (argument) => {
    const [separator, values] = list(argument);
    return list(values).map(text).join(text(separator));
  },
  'Fn::Split': (argument) => {
    const [separator, value] = list(argument);
    return text(value).split(text(separator));
  },
  'Fn::Select': (argument) => {
    const [index, values] = list(argument);
    const selected = list(values)[Number(index)];
    if (selected === undefined)
      throw new StartError(`Fn::Select finds no element ${String(index)}.`);
    return selected;
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(argument).map(text);
    return scope.mapping(text(map), text(first), text(second));
  },
};

/**
 * A value of a template with every intrinsic function in it evaluated.
 *
 * @throws StartError for a function that is unknown here, or that finds nothing.
 */
export function resolveIntrinsics(value: unknown, scope: IntrinsicScope): unknown {
  if (Array.isArray(value)) return value.map((element) => resolveIntrinsics(element, scope));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length === 1 && name === 'Fn::Sub') return substitute(argument, scope);
  const intrinsic = entries.length === 1 ? INTRINSICS[name] : undefined;
  if (intrinsic !== undefined) return intrinsic(resolveIntrinsics(argument, scope), scope);
  if (entries.length === 1 && name.startsWith('Fn::')) {
    throw new StartError(
      `The template uses ${name}, which has no stand-in in infra/local/template.`,
    );
  }
  return Object.fromEntries(
    entries.map(([key, member]) => [key, resolveIntrinsics(member, scope)]),
  );
}

/** `${Name}`, `${LogicalId.Attribute}`, and `${!Literal}` for a literal `${Literal}`. */
function substitute(argument: unknown, scope: IntrinsicScope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const local = new Map(Object.entries(Object(variables)));
  return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (local.has(name)) return text(resolveIntrinsics(local.get(name), scope));
    const [logicalId = '', ...attribute] = name.split('.');
    return attribute.length > 0
      ? scope.attribute(logicalId, attribute.join('.'))
      : text(scope.ref(name));
  });
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new StartError(`The template has ${JSON.stringify(value)} where a string must be.`);
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new StartError(`The template has ${JSON.stringify(value)} where a list must be.`);
}
