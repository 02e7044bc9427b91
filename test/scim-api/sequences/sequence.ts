import { expect } from 'vitest';
import type { DialectName } from '#shared/scim/dialect.ts';
import type { Body, Client } from '../../support/world.ts';

/** What an identity provider sends in order, and what it needs to be told. */
export interface Sequence {
  readonly name: string;
  readonly dialects: readonly DialectName[];
  readonly steps: readonly Step[];
}

export interface Step {
  readonly note: string;
  /** `METHOD /path`, not percent-encoded; `{name}` stands for what an earlier step kept. */
  readonly send: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  /** One of these, where the RFC leaves it to the server. */
  readonly status: number | readonly number[];
  /** Members of the answer; those of an object may be fewer than there are, null means absent. */
  readonly answer?: object;
  /** Names for parts of the answer, by dotted path. */
  readonly keep?: Record<string, string>;
}

/** Plays a sequence against one directory, each step judged with its note. */
export async function play(client: Client, { steps }: Sequence): Promise<void> {
  const kept: Record<string, string> = {};
  for (const step of steps) {
    const { note, send, status, answer, ...sent }: Step = JSON.parse(fill(step, kept));
    const [method = '', path = ''] = send.split(/ (.*)/);
    const { body, ...got } = await client(method, encode(path), sent.body, sent.headers);
    const wanted = [status].flat();
    const detail = wanted.every((each) => each < 400) ? body?.detail : undefined;
    const judged = { note, status: got.status, fits: wanted.includes(got.status), detail };
    expect(judged).toEqual({ ...judged, fits: true, detail: undefined });
    if (got.status !== 204) expect(got.headers.get('content-type')).toBe('application/scim+json');
    if (answer) expect({ note, ...partLike(answer, body) }).toEqual({ note, ...answer });
    for (const [name, at] of Object.entries(step.keep ?? {})) kept[name] = textAt(body, at);
  }
}

function fill(step: Step, kept: Readonly<Record<string, string>>): string {
  const text = JSON.stringify(step);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => kept[name] ?? whole);
}

/** As much of a value as another one speaks of; null where there is nothing. */
function partLike(pattern: Body, value: Body): Body {
  if (Array.isArray(pattern)) {
    const sameLength = Array.isArray(value) && value.length === pattern.length;
    return sameLength ? pattern.map((each, index) => partLike(each, value[index])) : value;
  }
  if (typeof pattern !== 'object' || pattern === null) return value ?? null;
  const names = Object.keys(pattern);
  return Object.fromEntries(names.map((name) => [name, partLike(pattern[name], value?.[name])]));
}

/** Everything is encoded but what separates the path, its query and their parts. */
function encode(path: string): string {
  return encodeURI(path).replaceAll('+', '%2B').replaceAll('#', '%23');
}

function textAt(body: Body, dotted: string): string {
  const part: unknown = dotted.split('.').reduce((value, name) => value?.[name], body);
  expect({ [dotted]: part }).toEqual({ [dotted]: expect.any(String) });
  return String(part);
}
