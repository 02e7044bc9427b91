import * as z from 'zod/mini';

// What `data` of several events has in common.

export const resourceId = z.string().check(z.describe('SCIM id'));

export const changed = z
  .array(z.string())
  .check(
    z.describe(
      'Names of the attributes that changed, those of an extension as URN:name, of more than 20 the URN alone; never values',
    ),
  );

/** How the directory that made the change calls its subject. */
export const externalIdOf = (subject: string) =>
  z.optional(
    z.string().check(z.describe(`As the directory that made the change knows the ${subject}`)),
  );

/** Somebody who stands for everybody in examples. */
export const exampleId = '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d';
