import { expect, test } from 'vitest';
import { isStanding } from '#shared/sessions/session.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const session = { epoch: 3, endsAt: '2026-11-22T12:00:01Z' };
const user = { epoch: 3, attributes: { active: true } };

test('a session stands for an active user of the same epoch, until it ends', () => {
  expect(isStanding(session, user, now)).toBe(true);
});

test.each([
  ['there is no session', undefined, user],
  ['there is no user', session, undefined],
  ['it was ended', { ...session, endedAt: '2026-11-22T11:59:59Z' }, user],
  ['its time is over', { ...session, endsAt: '2026-11-22T12:00:00Z' }, user],
  ['its end is no time', { ...session, endsAt: 'soon' }, user],
  ['the user is not active', session, { ...user, attributes: { active: false } }],
  ['nobody says that the user is active', session, { ...user, attributes: {} }],
  ['the epoch is another', session, { ...user, epoch: 4 }],
  ['the epoch is an earlier one', session, { ...user, epoch: 2 }],
])('it does not when %s', (_, shown, of) => {
  expect(isStanding(shown, of, now)).toBe(false);
});
