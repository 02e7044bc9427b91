import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initiatedUrl } from '#shared/sign-in/initiated-url.ts';
import { appFor } from '../support/sessions.ts';
import { sampleConnection } from './support/sample-connection.ts';

const ownIssuer = 'https://id.example.com/oidc/acme';
const okta = sampleConnection();
const wiki = appFor({
  initiateLoginUri: 'https://wiki.example.com/login?from=rollcall',
  targetLinkUris: ['https://wiki.example.com/'],
});
const chat = appFor({ targetLinkUris: ['https://chat.example.com/rooms'] });

function initiated(parameters: Record<string, string>, apps = [wiki, chat]): string | undefined {
  const given = new Map(Object.entries({ iss: okta.issuer, ...parameters }));
  return initiatedUrl({ ownIssuer, connections: [okta], apps, parameters: given });
}

describe('a sign-in that begins at the provider', () => {
  test('is handed over to the app that begins one itself', () => {
    const url = new URL(initiated({ login_hint: 'ada@acme.example' }) ?? '');
    expect(url.origin + url.pathname).toBe('https://wiki.example.com/login');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      from: 'rollcall',
      iss: ownIssuer,
      login_hint: 'ada@acme.example',
    });
    const target = { target_link_uri: 'https://wiki.example.com/' };
    const deep = new URL(initiated(target) ?? '');
    expect(deep.searchParams.get('target_link_uri')).toBe('https://wiki.example.com/');
  });

  test('goes to a registered target where the app does not', () => {
    const target = 'https://chat.example.com/rooms';
    expect(initiated({ target_link_uri: target })).toBe(target);
  });

  test('goes nowhere from a stranger, to an unknown target, or when it is not clear to whom', () => {
    expect(initiated({ iss: 'https://evil.example' })).toBeUndefined();
    expect(initiated({ iss: `${okta.issuer}/` })).toBeUndefined();
    expect(initiated({ target_link_uri: 'https://wiki.example.com/other' })).toBeUndefined();
    expect(initiated({}, [wiki, { ...wiki, id: 'another' }])).toBeUndefined();
    expect(initiated({}, [chat])).toBeUndefined();
  });

  test('knows the issuers of the tenants that a connection to Entra allows', () => {
    const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';
    const tenant = '6a1d3f0e-0000-4000-8000-000000000001';
    const entra = sampleConnection({ kind: 'entra', issuer, allowedTenants: [tenant] });
    const from = (iss: string) =>
      initiatedUrl({
        ownIssuer,
        connections: [entra],
        apps: [wiki],
        parameters: new Map([['iss', iss]]),
      });
    expect(from(issuer.replace('{tenantid}', tenant))).toBeDefined();
    expect(from(issuer.replace('{tenantid}', tenant.replace('1', '2')))).toBeUndefined();
  });

  test('ends at an address that the tenant registered, or nowhere, whatever is asked for', () => {
    const registered = ['https://wiki.example.com/login', 'https://chat.example.com/rooms'];
    const nasty = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string(),
      fc
        .constantFrom(...registered, ...wiki.targetLinkUris)
        .chain((url) =>
          fc
            .tuple(
              fc.constantFrom(
                '',
                ' ',
                '\t',
                '//',
                '/\\',
                'javascript:',
                'https://evil.example/?',
                '%2f',
              ),
              fc.constant(url),
              fc.constantFrom('', '.', '@evil.example', '/../..', '#x', '\n', '%00', '\\', ':80'),
            )
            .map((parts) => parts.join('')),
        ),
    );
    fc.assert(
      fc.property(nasty, nasty, fc.boolean(), (target, hint, aimed) => {
        const url = initiated({ login_hint: hint, ...(aimed && { target_link_uri: target }) });
        if (url === undefined) return;
        const { origin, pathname } = new URL(url);
        expect(registered).toContain(origin + pathname);
      }),
      { numRuns: 1_000 },
    );
  });
});
