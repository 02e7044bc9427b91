import { type Part, type Requirement, type State, sources, stateOf } from './requirement.ts';

const INTRODUCTION = `# IPSIE

[IPSIE](https://openid.net/wg/ipsie/) is the OpenID Foundation's work on what identity services and applications of enterprises owe
each other: levels of the life of sessions (SL) and of accounts (AL). Its documents are drafts and change; here is what they ask, in
our words, and the tests that show it, or what is not so yet. Rollcall stands on both sides: towards a company's identity provider it
is the application, towards your applications it is the identity service.

\`test/ipsie/\` writes this file and fails when it is out of date, or when a test named here is not there or may be skipped. The ids are
ours: level, role, and the place in the document.
`;

const states: readonly State[] = ['shown', 'partly', 'not yet', 'nothing to show'];

/** All parts as Markdown. */
export function renderIpsie(parts: readonly Part[]): string {
  return [INTRODUCTION, renderTotals(parts), ...parts.map(renderPart)].join('\n');
}

function renderTotals(parts: readonly Part[]): string {
  const rows = parts.map(({ prefix, title, requirements }) => {
    const counts = states.map(
      (state) => requirements.filter((each) => stateOf(each) === state).length,
    );
    return `| ${[`\`${prefix}\` ${title}`, ...counts].join(' | ')} |`;
  });
  return [`| | ${states.join(' | ')} |`, '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function renderPart({ prefix, title, source, requirements }: Part): string {
  const { name, url } = sources[source];
  return [
    `## ${title}\n`,
    `By [${name}](${url}).\n`,
    '| | | | shown by |',
    '|---|---|---|---|',
    ...requirements.map((requirement, index) => renderRow(`${prefix}-${index + 1}`, requirement)),
    '',
  ].join('\n');
}

function renderRow(id: string, requirement: Requirement): string {
  const { level, says } = requirement;
  const cells = [`\`${id}\``, level, says, proofOf(requirement)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function proofOf({ tests = {}, notYet, because }: Requirement): string {
  const shown = Object.entries(tests).map(
    ([file, names]) =>
      `[${file}](../test/${file}.test.ts): ${names.map((name) => `“${name}”`).join(', ')}`,
  );
  return [
    ...shown,
    ...(notYet === undefined ? [] : [`**Not yet:** ${notYet}`]),
    ...(because === undefined ? [] : [`— ${because}`]),
  ].join('<br>');
}
