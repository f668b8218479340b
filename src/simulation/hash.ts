import { createHash } from 'node:crypto';

/**
 * The one text of a plain JSON value: keys sorted by their code units, no blanks, absent fields left out. Two values that mean the
 * same have the same text, so its hash names the value.
 *
 * Source: the JSON Canonicalization Scheme, RFC 8785, which writes numbers and strings as ECMAScript does.
 *
 * @throws {RangeError} for what JSON cannot hold: NaN, an infinity, a function
 * @example canonicalJson({ b: 1, a: [0.1, undefined], c: undefined }) // '{"a":[0.1,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`JSON cannot hold ${value}`);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new RangeError(`JSON cannot hold a ${typeof value}`);
  return text;
}

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
