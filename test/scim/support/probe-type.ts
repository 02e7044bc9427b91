import { defineResourceType } from '#shared/scim/resource-type.ts';
import { attribute, labelledValues } from '#shared/scim/schemas/attribute.ts';

export const PROBE = 'urn:example:scim:schemas:2.0:Probe';
export const BADGE = 'urn:example:scim:schemas:2.0:Badge';

/** A type with every characteristic that User and Group leave unused, as a tenant may declare it. */
export const probeType = defineResourceType({
  name: 'Probe',
  endpoint: '/Probes',
  description: 'Everything that an attribute can be.',
  schema: {
    id: PROBE,
    name: 'Probe',
    description: 'Probe',
    attributes: [
      attribute('label', 'Required.', { required: true }),
      attribute('serial', 'Immutable.', { mutability: 'immutable', caseExact: true }),
      attribute('count', 'Integer.', { type: 'integer' }),
      attribute('weight', 'Decimal.', { type: 'decimal' }),
      attribute('seen', 'DateTime.', { type: 'dateTime' }),
      attribute('key', 'Binary.', { type: 'binary' }),
      attribute('armed', 'Boolean.', { type: 'boolean' }),
      attribute('site', 'Reference.', { type: 'reference', referenceTypes: ['external'] }),
      attribute('tags', 'Simple values.', { multiValued: true }),
      attribute('secret', 'Never shown, but kept.', { returned: 'never' }),
      attribute('notes', 'Shown on request.', { returned: 'request' }),
      attribute('stamp', 'Always shown.', { returned: 'always' }),
      attribute('origin', 'Complex with a fixed part.', {
        subAttributes: [
          attribute('place', 'Immutable.', { mutability: 'immutable' }),
          attribute('comment', 'Free.'),
          attribute('trace', 'On request.', { returned: 'request' }),
          attribute('code', 'Always.', { returned: 'always' }),
        ],
      }),
      attribute('parts', 'Complex values.', {
        multiValued: true,
        required: true,
        subAttributes: [
          attribute('value', 'Required.', { required: true }),
          attribute('maker', 'Immutable.', { mutability: 'immutable' }),
          attribute('checksum', 'The server computes it.', { mutability: 'readOnly' }),
          attribute('aliases', 'Values within a value.', { multiValued: true }),
          attribute('primary', 'The preferred one.', { type: 'boolean' }),
        ],
      }),
      labelledValues('codes', 'Case exact values.', [], { caseExact: true }),
    ],
  },
  extensions: [
    {
      required: true,
      schema: {
        id: BADGE,
        name: 'Badge',
        description: 'Badge',
        attributes: [
          attribute('number', 'Required.', { required: true }),
          attribute('color', 'Optional.'),
        ],
      },
    },
  ],
});

/** The least that a Probe must have. */
export const leastProbe = {
  schemas: [PROBE, BADGE],
  label: 'a probe',
  parts: [{ value: 'p1' }],
  [BADGE]: { number: '7' },
};
