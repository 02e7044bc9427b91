import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PROJECT = path.resolve(import.meta.dirname, '..', '..');
const FENCED = /^( *)```.*?^\1```$/gms;
const INLINE = /`[^`\n]+`/g;
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const HEADING = /^#{1,6} (.+)$/gm;

/** A Markdown file of the project, as its readers see it. */
export interface MarkdownFile {
  /** From the project's root. */
  readonly name: string;
  /** Lines inside fences, without those fences. */
  readonly codeLines: readonly string[];
  /** What stands between single backticks outside fences. */
  readonly inlineCode: readonly string[];
  /** Targets of links, as written. */
  readonly links: readonly string[];
  /** What links to its headings end in, after the `#`. */
  readonly anchors: readonly string[];
}

/** Everything that is written for readers: the files at the top, and all below docs/. */
export function markdownFiles(): MarkdownFile[] {
  const names = globSync(['*.md', 'docs/**/*.md'], { cwd: PROJECT });
  return names.toSorted().map(readMarkdown);
}

function readMarkdown(name: string): MarkdownFile {
  const text = readFileSync(path.join(PROJECT, name), 'utf8');
  const fenced = text.match(FENCED) ?? [];
  const prose = text.replaceAll(FENCED, '');
  const inlineCode = (prose.match(INLINE) ?? []).map((code) => code.slice(1, -1));
  const plain = prose.replaceAll(INLINE, (code) => code.replaceAll(/[[\]()]/g, ''));
  return {
    name,
    codeLines: fenced.flatMap((block) => block.split('\n').slice(1, -1)),
    inlineCode,
    links: [...plain.matchAll(LINK)].flatMap(([, target]) => target ?? []),
    anchors: [...prose.matchAll(HEADING)].map(([, heading = '']) => anchorOf(heading)),
  };
}

/** As GitHub makes it: lower case, punctuation gone, a hyphen for each space. */
function anchorOf(heading: string): string {
  return heading
    .replaceAll(LINK, (link) => link.slice(1, link.indexOf(']')))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** The file, or folder, that a link leads to from where it stands; from the project's root. */
export function targetOf({ name }: MarkdownFile, link: string): string {
  const [file = ''] = link.split('#');
  return file === '' ? name : path.join(path.dirname(name), file);
}

export function absolute(name: string): string {
  return path.join(PROJECT, name);
}
