import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, quoted, visible } from '../../src/report/html.ts';

test('the documented examples hold', () => {
  expect(html`<td>${'<script>'}</td>`.markup).toBe('<td>&lt;script&gt;</td>');
  expect(visible('a\u202Eb')).toBe('a[U+202E]b');
});

test('whatever the text, it stays text, inside tags and inside attributes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      expect(markup.match(/[<>]/g)).toHaveLength(4);
      expect(markup.match(/"/g)).toHaveLength(2);
      expect(/\p{Bidi_Control}|\p{Cc}|\p{Cs}/u.test(markup)).toBe(false);
    }),
  );
});

test('markup is kept, lists are joined, what is not there is left out', () => {
  const items = [1, 2].map((it) => html`<li>${it}</li>`);
  expect(html`${items}${undefined}${null}${false}${0}`.markup).toBe('<li>1</li><li>2</li>0');
});

test('languages are written as they are', () => {
  const names = ['مستشفى', 'क्‍ष', '👩‍⚕️', 'Ærø'];
  for (const name of names) expect(quoted(name).markup).toBe(`<bdi>${name}</bdi>`);
});
