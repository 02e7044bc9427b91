import * as z from 'zod/mini';

const heldBrake = z.object({
  left: z.int().check(z.describe('Who left within 24 hours, before what was refused')),
  attempted: z.int().check(z.describe('How many more would have left')),
  population: z.int().check(z.describe('Of how many')),
  percent: z.number().check(z.describe('Share of both together, of a hundred')),
});

const changedBrake = z.object({
  mode: z.enum(['off', 'hold']).check(z.describe('Off: however many leave, nobody is asked')),
  percent: z.int().check(z.describe('Share of a population that may leave within 24 hours')),
  count: z.int().check(z.describe('How many may, whatever the population')),
  minimum: z.int().check(z.describe('A population of this size or less is not watched')),
});

const releasedBrake = z.object({
  more: z.optional(
    z.int().check(z.describe('How many more may leave; everybody may when it is absent')),
  ),
  until: z.string().check(z.describe('When the brake stands again, ISO 8601')),
});

const domain = z.object({
  domain: z.string().check(z.describe('In lower case, and in ASCII (punycode)')),
});

const assignedDomain = z.extend(domain, {
  connection: z.optional(
    z.string().check(z.describe('By which people of the domain sign in; absent: by none')),
  ),
});

const changedRule = z.object({
  rule: z.string().check(z.describe('Id of the rule')),
  deleted: z.boolean(),
});

const disabledWebhook = z.object({
  reason: z
    .enum(['gone', 'failing'])
    .check(z.describe('It answered 410, or it took nothing for five days')),
  host: z.string().check(z.describe('Host of the URL that nothing is sent to any more')),
});

/** What happens to the settings and safeguards of a tenant. */
export const tenantEvents = {
  'rule.changed': {
    version: 1,
    data: changedRule,
    description:
      'A rule that acts on events was put or deleted; it holds for all that happens since.',
    example: { rule: 'managers', deleted: false },
  },
  'role_rules.changed': {
    version: 1,
    data: z.object({
      rules: z.int().check(z.describe('How many there are now')),
    }),
    description: 'The rules that give roles to the people of a tenant were changed.',
    example: { rules: 12 },
  },
  'brake.changed': {
    version: 1,
    data: changedBrake,
    description:
      'The settings of the brake of a directory were changed, to these; who leaves from now on is held against them.',
    example: { mode: 'off' as const, percent: 20, count: 500, minimum: 100 },
  },
  'brake.held': {
    version: 1,
    data: heldBrake,
    description:
      'More people than usual would have left, so nobody leaves this way until somebody releases it. Told once, however much is refused.',
    example: { left: 20, attempted: 18, population: 100, percent: 38 },
  },
  'brake.released': {
    version: 1,
    data: releasedBrake,
    description: 'An administrator looked, and lets people leave again.',
    example: { more: 50, until: '2026-11-23T10:00:00.000Z' },
  },
  'domain.verified': {
    version: 1,
    data: domain,
    description: 'A tenant proved by DNS that a domain is its own.',
    example: { domain: 'example.com' },
  },
  'domain.assigned': {
    version: 1,
    data: assignedDomain,
    description:
      'People with addresses at a domain sign in by another connection from now on, once it is verified.',
    example: { domain: 'example.com', connection: 'okta' },
  },
  'domain.lapsed': {
    version: 1,
    data: domain,
    description: 'The DNS record that proved a domain was gone for a week; it counts no longer.',
    example: { domain: 'example.com' },
  },
  'domain.removed': {
    version: 1,
    data: domain,
    description: 'A verified domain was taken from its tenant by an administrator.',
    example: { domain: 'example.com' },
  },
  'webhook.disabled': {
    version: 1,
    data: disabledWebhook,
    description: 'A webhook endpoint was disabled, as its receiver is gone or has failed for days.',
    example: { reason: 'failing' as const, host: 'hooks.example.com' },
  },
} as const;
