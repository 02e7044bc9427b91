import { describe, expect, test } from 'vitest';
import { run } from './support/cli-world.ts';

const issue = 'token issue --tenant acme --directory okta';

describe('a line that is wrong', () => {
  test.each([
    [
      'tenants',
      'There is no command "tenants"; use one of: tenant, directory, token, client, brake, ',
    ],
    ['tenant', 'Say what to do: create, list.'],
    ['tenant make', 'There is no tenant command "make"; use one of: create, list.'],
    ['tenant make --help', 'There is no tenant command "make"'],
    ['tenant create', 'NAME: is missing.'],
    ['tenant create a b', '"b" is one argument too many.'],
    ['tenant create A', 'NAME: use 1-40 lower-case letters'],
    ['tenant create ..', 'NAME: use 1-40 lower-case letters'],
    ['tenant list --tenant acme', 'There is no option --tenant here.'],
    ['tenant list --frobnicate', 'There is no option --frobnicate here.'],
    ['tenant list -x', 'There is no option -x here.'],
    ['--frobnicate', 'There is no option --frobnicate here.'],
    ['tenant list --json=yes', '--json takes no value.'],
    ['tenant list --admin-url', '--admin-url needs a value.'],
    ['tenant list --json --json', '--json is there twice.'],
    ['token issue', '--tenant: is missing; --directory: is missing.'],
    ['token list --tenant a --tenant b --directory c', '--tenant is there twice.'],
    ['token list --tenant --directory c', '--tenant needs a value.'],
    ['tenant list --frobnicate x', 'There is no option --frobnicate here.'],
    ['tenant list --json x', '"x" is one argument too many.'],
    ['token list --tenant=--x --directory c', '--tenant: use 1-40'],
    [`${issue} --expires-in-days 0`, '--expires-in-days: use a whole number from 1 to 3650.'],
    [`${issue} --expires-in-days 1.5`, '--expires-in-days: use a whole number'],
    [`${issue} --expires-in-days=-1`, '--expires-in-days: use a whole number'],
    ['directory create x --tenant a --dialect ldap', '--dialect: use one of strict, okta, entra'],
    ['token revoke rollcall_x --tenant a --directory b', 'not the token itself'],
    ['user list --tenant a --count 201', '--count: use a whole number from 0 to 200.'],
    ['user list --tenant a --user-name=', '--user-name: is empty.'],
    ['tenant create \u001b[2J', 'NAME: use 1-40'],
    ['\u001b[2J', 'There is no command'],
  ])('%j is told so, with the way to the help', async (line, problem) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`rollcall: `);
    expect(err).toContain(problem);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.any(String),
      expect.stringMatching(/^See: npm run rollcall -- .*--help$/),
    ]);
    expect(err).not.toContain('\u001b');
  });
});
