import { StartError } from '../start-error.ts';
import type { CloudAssembly, StackTemplate } from './cloud-assembly.ts';
import { type IntrinsicScope, resolveIntrinsics } from './intrinsics.ts';
import {
  type Endpoints,
  identifyResource,
  nameProperty,
  PSEUDO_PARAMETERS,
  type ResourceIdentity,
} from './resource-identity.ts';

/** One resource of the app, all of its properties resolved to what they are on this machine. */
export interface Resource extends ResourceIdentity {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The whole app: what CloudFormation would create of all its stacks. */
export interface Template {
  readonly resources: readonly Resource[];
  /** Value of the first output of this name in any stack. */
  output(name: string): string | undefined;
}

/** @throws StartError naming the stack and the resource in which something cannot be resolved. */
export function resolveTemplate({ stacks }: CloudAssembly, endpoints: Endpoints): Template {
  const scopes = stacks.map((stack) => new StackScope(stack, stacks, endpoints));
  return {
    resources: scopes.flatMap((scope) => scope.resources()),
    output(name) {
      const value = scopes.map((scope) => scope.output(name)).find((found) => found !== undefined);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

class StackScope implements IntrinsicScope {
  readonly #stack: StackTemplate;
  readonly #stacks: readonly StackTemplate[];
  readonly #endpoints: Endpoints;

  constructor(stack: StackTemplate, stacks: readonly StackTemplate[], endpoints: Endpoints) {
    this.#stack = stack;
    this.#stacks = stacks;
    this.#endpoints = endpoints;
  }

  resolve(value: unknown): unknown {
    return resolveIntrinsics(value, this);
  }

  output(name: string): unknown {
    return this.resolve(this.#stack.Outputs[name]?.Value);
  }

  resources(): Resource[] {
    const { stackName } = this.#stack;
    return Object.entries(this.#stack.Resources).map(
      ([logicalId, { Type, Properties, Condition }]) => {
        const where = `${stackName}/${logicalId} (${Type})`;
        if (Condition !== undefined) throw new StartError(`${where} has a Condition: no stand-in.`);
        try {
          const properties = Object.entries(Properties).map(([name, value]) => [
            name,
            this.resolve(value),
          ]);
          const identity = this.#identify(logicalId);
          return {
            ...identity,
            stackName,
            logicalId,
            type: Type,
            properties: Object.fromEntries(properties),
          };
        } catch (error) {
          if (error instanceof StartError) throw new StartError(`${where}: ${error.message}`);
          throw error;
        }
      },
    );
  }

  ref(name: string): unknown {
    if (name === 'AWS::StackName') return this.#stack.stackName;
    const known = PSEUDO_PARAMETERS[name] ?? this.#stack.Parameters[name]?.Default;
    return known ?? this.#identify(name).ref;
  }

  attribute(logicalId: string, attribute: string): string {
    return this.#identify(logicalId).attribute(attribute);
  }

  importValue(exportName: string): unknown {
    for (const stack of this.#stacks) {
      const scope = new StackScope(stack, this.#stacks, this.#endpoints);
      for (const { Value, Export } of Object.values(stack.Outputs)) {
        if (Export && scope.resolve(Export.Name) === exportName) return scope.resolve(Value);
      }
    }
    throw new StartError(`no stack exports ${exportName}.`);
  }

  mapping(map: string, first: string, second: string): unknown {
    const value = this.#stack.Mappings[map]?.[first]?.[second];
    if (value === undefined) throw new StartError(`there is no mapping ${map}.${first}.${second}.`);
    return value;
  }

  #identify(logicalId: string): ResourceIdentity {
    const { stackName } = this.#stack;
    const resource = this.#stack.Resources[logicalId];
    if (resource === undefined) throw new StartError(`${stackName} has no resource ${logicalId}.`);
    return identifyResource(
      { stackName, logicalId, type: resource.Type, givenName: this.#givenName(resource) },
      this.#endpoints,
    );
  }

  #givenName({ Type, Properties }: StackTemplate['Resources'][string]): string | undefined {
    const property = nameProperty(Type);
    const given = property && this.resolve(Properties[property]);
    return typeof given === 'string' && given !== '' ? given : undefined;
  }
}
