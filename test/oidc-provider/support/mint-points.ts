import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../../../', import.meta.url).pathname;

/** Calls that bring about something by which somebody can get in, or that says who they are. */
const MINTING = [
  /\b(sessions\.(?:begin|renew))\(/g,
  /\b(interactions\.conclude)\(/g,
  /\b(mint[A-Z]\w*)\(/g,
  /\b(signJws)\(/g,
  /\b(new provider\.\w+)\(/g,
  /\b(signer\.sign)\(/g,
  /\b(new (?:SignJWT|CompactSign|UnsecuredJWT))\(/g,
] as const;

/** Every such call in a text, as `<file>: <call>`; comments and declarations are none. */
export function mintPointsIn(file: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const calls = MINTING.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap(({ 1: call, index }) => {
      const isDeclared = /function\s+$/.test(code.slice(0, index));
      return call === undefined || isDeclared ? [] : [`${file}: ${call}`];
    }),
  );
  return [...new Set(calls)];
}

/** The same for everything that is deployed. */
export function mintPoints(): string[] {
  const files = ['shared', 'functions'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  return files.flatMap((file) => mintPointsIn(file, readFileSync(join(root, file), 'utf8'))).sort();
}
