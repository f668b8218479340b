import { SPECIFICATION_IDS } from './requirements.ts';

/** A longer text is no misspelt id. */
const LONGEST = 40;
/** Letters that may be wrong, missing or too many, and their share of the text. */
const MOST_ERRORS = 2;
const MOST_WRONG = 1 / 4;
/** More that are equally near help nobody. */
const MOST_NEAR = 5;

/**
 * The ids that a caller may have meant: what he wrote as a citation or in other letters, else those that are nearest to it.
 *
 * @example nearIds('164.308(a)(1)(ii)(a)') // ['308.a.1.ii.A']
 * @example nearIds('N17') // []: too short to guess
 */
export function nearIds(text: string): string[] {
  if (text.length > LONGEST) return [];
  const plain = plainOf(text);
  const known = [...SPECIFICATION_IDS].map((id) => ({ id, errors: errorsBetween(plain, id.toLowerCase()) }));
  const fewest = Math.min(...known.map(({ errors }) => errors));
  const near = known.filter(({ errors }) => errors === fewest).map(({ id }) => id);
  return fewest <= Math.min(MOST_ERRORS, plain.length * MOST_WRONG) && near.length <= MOST_NEAR ? near : [];
}

/** For the end of a message that refuses an id. */
export function nearWords(text: string): string {
  const near = nearIds(text);
  return near.length > 0 ? `; near it: ${near.join(', ')}` : '';
}

const plainOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^(45 cfr )?(§ ?)?164\./, '')
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('.');

/**
 * Letters to change, add or leave out to turn one text into the other.
 *
 * Source: Wagner and Fischer, The string-to-string correction problem, Journal of the ACM 21 (1974).
 */
function errorsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row++) {
    const here = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      here.push(Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + same));
    }
    above = here;
  }
  return above[other.length];
}
