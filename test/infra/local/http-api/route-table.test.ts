import { describe, expect, test } from 'vitest';
import { RouteTable } from '#infra/local/http-api/route-table.ts';

function table(...routeKeys: string[]): RouteTable<string> {
  const routes = new RouteTable<string>();
  for (const routeKey of routeKeys) routes.add(routeKey, routeKey);
  return routes;
}

describe('RouteTable', () => {
  const routes = table(
    '$default',
    'ANY /scim/v2/{proxy+}',
    'ANY /pets/{id}',
    'GET /pets/{id}',
    'GET /pets/all',
    'ANY /scim/v2',
  );

  test.each([
    ['GET', '/pets/all', 'GET /pets/all', {}],
    ['GET', '/pets/a%20b', 'GET /pets/{id}', { id: 'a b' }],
    ['PUT', '/pets/all', 'ANY /pets/{id}', { id: 'all' }],
    ['PUT', '/scim/v2', 'ANY /scim/v2', {}],
    ['PUT', '/scim/v2/Users/1', 'ANY /scim/v2/{proxy+}', { proxy: 'Users/1' }],
    ['PUT', '/scim/v2/', '$default', {}],
    ['GET', '/pets/1/2', '$default', {}],
    ['GET', '/', '$default', {}],
  ])('%s %s is served by %s', (method, path, routeKey, pathParameters) => {
    expect(routes.match(method, path)).toEqual({ routeKey, target: routeKey, pathParameters });
  });

  test('without a default there may be no route', () => {
    expect(table('GET /a').match('POST', '/a')).toBeUndefined();
    expect(table('GET /a').match('GET', '/b')).toBeUndefined();
  });

  test('takes no other methods than HTTP APIs do', () => {
    expect(table('$default', 'ANY /a').match('TRACE', '/a')).toBeUndefined();
  });

  test('refuses a second route of the same key', () => {
    expect(() => table('GET /a', 'GET /a')).toThrow(/two routes GET \/a/);
  });
});
