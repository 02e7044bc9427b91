import * as z from 'zod/mini';
import { fileOption } from '#functions/cli/parameter.ts';
import { nameArgument, tenantOption } from '#functions/cli/tenancy-parameters.ts';

/** What every command takes that is about one rule. */
export const oneRule = {
  arguments: { name: nameArgument },
  options: { tenant: tenantOption },
} as const;

/** What a document has to be before it is sent; the admin API judges the rest. */
export const ruleFile = z.looseObject({ on: z.looseObject({}), actions: z.array(z.unknown()) });

export const RULES_PAGE = 'docs/rules.md';

export const ruleFileOption = fileOption(`the rule, JSON as ${RULES_PAGE} has it`);

export function rulePath(tenant: string, name: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'rules', name, ...rest];
}
