import { DomainError } from '#shared/kernel/domain-error.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { keepOnly, leaveOut } from '#shared/scim/apply-shape.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { parseReference, resolveReference, type Target } from '#shared/scim/attribute-reference.ts';
import {
  always,
  type Choose,
  excludable,
  hasOnRequest,
  include,
  type MutableShape,
  named,
  type Shape,
  secret,
  unreturned,
} from '#shared/scim/projection-shape.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** Which attributes an answer shows; made by {@link parseProjection}. */
export interface Projection {
  /** `keep`: nothing but the shape is shown; `drop`: everything but the shape. */
  readonly mode: 'keep' | 'drop';
  readonly shape: Shape;
}

/** The parameters of a query (RFC 7644 sections 3.4.2.5 and 3.9), each name apart. */
export interface ProjectionQuery {
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
}

/**
 * Reads which attributes a client wants to see. Names are in attribute notation (RFC 7644 section
 * 3.10), in any case; those that the type does not have are ignored, and an empty list is none.
 *
 * @param isWritten Whether the request itself gives the attribute a value: then its answer shows what is else
 * shown on request (RFC 7643 section 7).
 * @throws DomainError `invalidValue` when both parameters are given, as they exclude each other.
 */
export function parseProjection(
  type: ResourceType,
  query: ProjectionQuery,
  isWritten: (attribute: Attribute) => boolean = () => false,
): Projection {
  const attributes = query.attributes?.filter(isNamed) ?? [];
  const excluded = query.excludedAttributes?.filter(isNamed) ?? [];
  const { top, extensions, unreturned: hidden } = type.attributes;
  if (attributes.length === 0) {
    const shape: MutableShape = new Map();
    for (const attribute of hidden) {
      const written = hasOnRequest(attribute.definition) && isWritten(attribute);
      include(shape, targetOf(attribute), written ? secret : unreturned);
    }
    includeAll(shape, targetsOf(type, excluded), excludable);
    return { mode: 'drop', shape };
  }
  if (excluded.length > 0) {
    const detail = 'Give either attributes or excludedAttributes, not both.';
    throw new DomainError('invalidValue', detail);
  }
  const shape: MutableShape = new Map();
  const tables = [top, ...[...extensions.values()].map((extension) => extension.attributes)];
  const all = tables.flatMap((table) => [...table.values()]);
  includeAll(shape, all.map(targetOf), always);
  includeAll(shape, targetsOf(type, attributes).filter(isShowable), named);
  return { mode: 'keep', shape };
}

/** What an answer shows of a full representation; the representation itself when that is all. */
export function project(resource: JsonObject, { mode, shape }: Projection): JsonObject {
  return mode === 'keep' ? keepOnly(resource, shape) : leaveOut(resource, shape);
}

/** Whether a projection shows anything of an attribute, given by its canonical top-level name. */
export function wants({ mode, shape }: Projection, attribute: string): boolean {
  const part = shape.get(attribute);
  return mode === 'keep' ? part !== undefined : part !== true;
}

function isNamed(name: string): boolean {
  return name.trim() !== '';
}

function includeAll(shape: MutableShape, targets: readonly Target[], choose: Choose): void {
  for (const target of targets) include(shape, target, choose);
}

function targetOf(attribute: Attribute): Target {
  return { kind: 'attribute', attribute };
}

function targetsOf({ attributes }: ResourceType, names: readonly string[]): Target[] {
  const references = names.map((name) => parseReference(name.trim()));
  const targets = references.map((each) => each && resolveReference(attributes, each));
  return targets.filter((target) => target !== undefined);
}

function isShowable(target: Target): boolean {
  return target.kind === 'extension' || target.attribute.definition.returned !== 'never';
}
