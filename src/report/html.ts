/** Text that is markup already. Only `html` makes it, so whatever else comes is text and is escaped. */
export class Html {
  constructor(readonly markup: string) {}
}

export type Content = Html | string | number | undefined | null | false | readonly Content[];

/**
 * Markup around contents: what is not itself markup is escaped, and no character in it can hide or turn round what stands beside it.
 *
 * @example html`<td>${'<script>'}</td>`.markup // '<td>&lt;script&gt;</td>'
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(parts.reduce((text, part, place) => text + written(contents[place - 1]) + part));
}

function written(content: Content): string {
  if (content === undefined || content === null || content === false) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'object') return content.map(written).join('');
  return escaped(visible(String(content)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

/**
 * Characters that act on the text around them and cannot be seen: overrides of the direction of writing, blanks of no width, tags, breaks
 * of lines, halves of characters. Joiners of letters and of signs (U+200C, U+200D) belong to how languages are written and stay.
 */
const UNSEEN =
  /[\p{Bidi_Control}\p{Cc}\p{Cs}\u00AD\u200B\u2028\u2029\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/**
 * The same text with what cannot be seen told by its number.
 *
 * @example visible('a\u202Eb') // 'a[U+202E]b'
 */
export const visible = (text: string): string =>
  text.replace(UNSEEN, (character) =>
    character === '\n' || character === '\t'
      ? ' '
      : `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
  );

/** Text of somebody else's, kept apart from the text around it: a name in Arabic turns nothing round beside it. */
export const quoted = (text: string): Html => html`<bdi>${text}</bdi>`;
