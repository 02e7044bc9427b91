/** Markup that may stand in a page as it is: what {@link html} makes, or text that nobody outside has a part in. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are text, in elements and in quoted attributes, unless they are markup themselves. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const parts = strings.map((string, index) => string + markupOf(values[index] ?? ''));
  return new Html(parts.join(''));
}

function markupOf(value: string | Html | readonly Html[]): string {
  if (value instanceof Html) return value.markup;
  if (typeof value !== 'string') return value.map(({ markup }) => markup).join('');
  return value.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
