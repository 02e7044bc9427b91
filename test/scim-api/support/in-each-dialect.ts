import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { DialectName } from '#shared/scim/dialect.ts';
import type { TestTable } from '../../support/new-table.ts';
import { newTable } from '../../support/new-table.ts';
import { type Client, createWorld, type World } from '../../support/world.ts';

export interface Setting {
  readonly client: Client;
  readonly world: World;
  readonly testTable: TestTable;
  readonly dialect: DialectName;
  readonly tenantId: string;
}

/**
 * Makes the same claims about a directory of each dialect, each in a tenant of its own. What nobody foresaw
 * fails the whole, whatever the client was told.
 */
export function inEachDialect(
  dialects: readonly DialectName[],
  claims: (setting: Setting) => void,
): void {
  describe.each(dialects)('%s', (dialect) => {
    const setting = { dialect, tenantId: dialect } as {
      -readonly [Name in keyof Setting]: Setting[Name];
    };
    beforeAll(async () => {
      setting.testTable = await newTable();
      setting.world = await createWorld(setting.testTable);
      setting.client = await setting.world.directory(dialect, { tenantId: dialect });
    });
    afterAll(() => {
      expect(setting.world.unforeseen).toEqual([]);
    });
    claims(setting);
  });
}
