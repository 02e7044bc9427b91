import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';
import { entraGroupLife } from './sequences/entra-group-life.ts';
import { entraUserLife } from './sequences/entra-user-life.ts';
import { oktaGroupPush } from './sequences/okta-group-push.ts';
import { oktaUserLife } from './sequences/okta-user-life.ts';
import { play } from './sequences/sequence.ts';

const sequences = [oktaUserLife, oktaGroupPush, entraUserLife, entraGroupLife];

let world: World;

beforeAll(async () => {
  world = await createWorld();
});

afterAll(() => expect(world.unforeseen).toEqual([]));

describe.each(sequences)('$name', (sequence) => {
  test.each(sequence.dialects)('in %s', async (dialect) => {
    expect(sequence.steps.length).toBeGreaterThan(10);
    await play(
      await world.directory(dialect, { tenantId: `s-${world.ports.newId().slice(-8)}` }),
      sequence,
    );
  });
});
