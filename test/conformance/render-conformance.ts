import { type Requirement, requirementId, type Section } from './requirement.ts';

const INTRODUCTION = `# Conformance

What RFC 7643, RFC 7644 and RFC 9865 require of a server, and the tests that show it. A requirement is named by RFC, section
and line of the RFC's text: \`7644-3.3:580\` is line 580 of <https://www.rfc-editor.org/rfc/rfc7644.txt>. The tests of SCIM over
HTTP put the same to a directory of the \`strict\` and to one of the \`lenient\` dialect; a row says where these differ, and
[dialects.md](dialects.md) lists all that does.

\`test/conformance/\` writes this file and fails when it is out of date, when a test named here is not there or may be skipped, and
when a line with a key word (MUST, SHALL, REQUIRED, SHOULD, RECOMMENDED) is in no row.
`;

/** The table of all sections as Markdown. */
export function renderConformance(sections: readonly Section[]): string {
  const rfcs = [...Map.groupBy(sections, ({ rfc }) => rfc)];
  return [
    INTRODUCTION,
    renderTotals(rfcs),
    ...rfcs.flatMap(([rfc, of]) => renderRfc(rfc, of)),
  ].join('\n');
}

function renderTotals(rfcs: readonly (readonly [number, readonly Section[]])[]): string {
  const lines = rfcs.map(([rfc, sections]) => {
    const all = sections.flatMap(({ requirements }) => requirements);
    const shown = all.filter((requirement) => 'tests' in requirement).length;
    return `| RFC ${rfc} | ${all.length} | ${shown} | ${all.length - shown} |`;
  });
  return [
    '| | requirements | shown by tests | with a reason instead |',
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function renderRfc(rfc: number, sections: readonly Section[]): string[] {
  return [`## RFC ${rfc}\n`, ...sections.map(renderSection)];
}

function renderSection(section: Section): string {
  const { rfc, number, title, requirements } = section;
  const link = `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${number}`;
  return [
    `### [${number}](${link}) ${title}\n`,
    '| requirement | | | shown by |',
    '|---|---|---|---|',
    ...requirements.map((requirement) =>
      renderRow(requirementId(section, requirement), requirement),
    ),
    '',
  ].join('\n');
}

function renderRow(id: string, requirement: Requirement): string {
  const { level, says } = requirement;
  return `| ${[`\`${id}\``, level, says, proofOf(requirement)].map(escapeCell).join(' | ')} |`;
}

function proofOf(requirement: Requirement): string {
  if ('because' in requirement) return `— ${requirement.because}`;
  const { tests, dialects } = requirement;
  const shown = Object.entries(tests).map(
    ([file, names]) => `[${file}](../test/${file}.test.ts): ${names.map(quoted).join(', ')}`,
  );
  return [...shown, ...(dialects === undefined ? [] : [`*Dialects:* ${dialects}`])].join('<br>');
}

function quoted(name: string): string {
  return `“${name}”`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
