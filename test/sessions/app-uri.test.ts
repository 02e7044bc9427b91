import { describe, expect, test } from 'vitest';
import { appUriProblem, audienceProblem } from '#shared/sessions/app-uri.ts';

describe('a URL of an app', () => {
  test.each([
    'https://wiki.example.com/callback',
    'https://wiki.example.com:8443/a/b?tenant=acme&x=%2C',
    'http://127.0.0.1:3000/callback',
    'http://[::1]:3000/callback',
    'http://localhost/callback',
  ])('may be %s', (uri) => expect(appUriProblem(uri)).toBeUndefined());

  test.each([
    ['https://wiki.example.com/callback#', /fragment/],
    ['https://*.example.com/callback', /wildcard/],
    ['https://wiki.example.com/*', /wildcard/],
    ['http://wiki.example.com/callback', /https:\/\/, or/],
    ['http://127.0.0.1.example.com/', /https:\/\/, or/],
    ['http://127.0.0.2/', /https:\/\/, or/],
    ['https://ada@wiki.example.com/', /user name/],
    ['https://wiki.example.com\\@evil.example', /not a URL/],
    ['https://wiki.example.com/\u202Ecba', /not a URL/],
    [' https://wiki.example.com/', /not a URL/],
    ['https://wiki.example.com/a b', /not a URL/],
    ['javascript:alert(1)', /https:\/\/, or/],
    ['data:text/html,hello', /https:\/\/, or/],
    ['com.example.app:/callback', /https:\/\/, or/],
    ['//wiki.example.com', /not a URL/],
    ['', /not a URL/],
    [`https://wiki.example.com/${'a'.repeat(2_048)}`, /longer than 2048/],
  ])('may not be %j', (uri, problem) => expect(appUriProblem(uri)).toMatch(problem));
});

test('an audience is any absolute URI', () => {
  expect(audienceProblem('urn:example:api')).toBeUndefined();
  expect(audienceProblem('https://api.example.com/v1')).toBeUndefined();
  for (const text of ['api', '', 'urn:a#b', 'urn:a b', `urn:${'a'.repeat(2_048)}`]) {
    expect(audienceProblem(text)).toBeDefined();
  }
});
