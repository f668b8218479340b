import { InvalidInput } from '../errors.ts';
import { patientDataIn } from './patient-data.ts';
import { shown } from './shown.ts';

export interface TextLimits {
  /** In characters (code points, as a reader counts them, not as a machine stores them). */
  readonly longest: number;
  /** Whether line breaks and tabs are welcome. */
  readonly lines?: boolean;
  /** Whether it may show nothing at all: what is sought, not what is kept. */
  readonly blank?: boolean;
}

/** Most texts: neither control characters nor any that take more than one unit. */
const PRINTABLE_ASCII = /^[ -~]*$/;
const CONTROL_OR_BROKEN = /[\p{Cc}\p{Cs}]/u;
const CONTROL_BUT_LINES = /(?![\n\r\t])[\p{Cc}\p{Cs}]/u;
const VISIBLE = /[^\p{Z}\p{C}]/u;

/**
 * Text as a caller wrote it, kept letter for letter. Refused is what nobody can read or store: nothing but blanks, control characters,
 * halves of a character (a lone surrogate), and what looks like data of a patient, which no model here needs.
 *
 * @throws {InvalidInput} which says what is needed and what came
 * @example readText('EHR of the main site', 'input.name', { longest: 200 })
 */
export function readText(value: unknown, path: string, { longest, lines, blank }: TextLimits): string {
  if (typeof value !== 'string') throw new InvalidInput(`needs text, got ${shown(value)}`, path);
  // A character takes at most two of the units that `length` counts: no need to take a huge text apart to know that it is too long.
  const isHuge = value.length > 2 * longest;
  const isPlain = !isHuge && PRINTABLE_ASCII.test(value);
  const length = isHuge || isPlain ? value.length : [...value].length;
  if (length > longest)
    throw new InvalidInput(
      `needs at most ${longest.toLocaleString('en')} characters, got ${length.toLocaleString('en')}`,
      path,
    );
  if (!isPlain && (lines ? CONTROL_BUT_LINES : CONTROL_OR_BROKEN).test(value))
    throw new InvalidInput('needs text without control characters or halves of characters', path);
  if (!blank && !(isPlain ? value.trim() : VISIBLE.test(value)))
    throw new InvalidInput(`needs at least one visible character, got ${shown(value)}`, path);
  const patient = blank ? undefined : patientDataIn(value);
  if (patient !== undefined)
    throw new InvalidInput(
      `needs text without data of patients: it seems to hold ${patient}; counts and classes are enough here`,
      path,
    );
  return value;
}
