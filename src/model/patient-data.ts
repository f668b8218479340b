/**
 * What text about one patient looks like: a social security number, a medical record number of six digits or more, a date beside
 * "DOB" or "born". Nothing else is looked for, as the more that is guessed, the more honest text is refused. A number counts as a
 * social security number when it is written as one (3-2-4 digits) and could have been given out, or stands behind "SSN".
 */
const GAP = String.raw`[\s:#.,=()"'–—-]`;
const SEPARATOR = String.raw`[-‐‑‒–—. ]`;
const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;
const DATE = String.raw`(?:\d{1,4}\s?[-./‐‑‒–]\s?\d{1,2}\s?[-./‐‑‒–]\s?\d{1,4}|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+${MONTH}[\s,-]+\d{2,4}|${MONTH}\s*\d{1,2}(?:st|nd|rd|th)?[\s,]+\d{2,4}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))`;
const BIRTH = String.raw`(?:d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s?date|born)`;
const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;

const GIVEN_OUT = String.raw`(?!000|666|9\d\d)\d{3}${SEPARATOR}(?!00)\d\d${SEPARATOR}(?!0000)\d{4}`;

/** What each looks like, and how many digits a text has at least that holds one. */
const LOOKS: readonly (readonly [what: string, leastDigits: number, pattern: RegExp])[] = [
  [
    'a social security number',
    9,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}]|\d[-.])${GIVEN_OUT}(?![\p{L}\p{N}]|[-.]\d)|${START}(?:SSN|social\s+security\s+(?:number|no\.?))${GAP}{0,4}\d{3}${SEPARATOR}?\d\d${SEPARATOR}?\d{4}${END}`,
      'iu',
    ),
  ],
  [
    'a medical record number',
    6,
    new RegExp(
      String.raw`${START}(?:MRN|medical\s+record\s+(?:number|no\.?))(?:s|\s+is|\s+no\.?|\s+number)?${GAP}{0,4}\d(?:[- ]?\d){5,}`,
      'iu',
    ),
  ],
  [
    'a date of birth',
    3,
    new RegExp(
      String.raw`${START}${BIRTH}(?:${GAP}|on|in|is|was|the|of){0,12}${DATE}|${DATE}${GAP}{0,4}${BIRTH}${END}`,
      'iu',
    ),
  ],
];

/**
 * What of a patient a text seems to hold, in words, or undefined. Letters that only look different (full width) are read as what they
 * stand for.
 *
 * @example patientDataIn('MRN 1234567') // 'a medical record number'
 */
export function patientDataIn(text: string): string | undefined {
  const plain = NOT_ASCII.test(text) ? text.normalize('NFKC').replace(/\p{Cf}/gu, '') : text;
  // most texts hold no or few digits, and are spared the patterns
  let digits = 0;
  for (let at = 0; at < plain.length; at++) {
    const unit = plain.charCodeAt(at);
    if (ZERO <= unit && unit <= NINE) digits++;
  }
  if (digits < FEWEST_DIGITS) return undefined;
  return LOOKS.find(([, leastDigits, pattern]) => digits >= leastDigits && pattern.test(plain))?.[0];
}

const FEWEST_DIGITS = Math.min(...LOOKS.map(([, leastDigits]) => leastDigits));
const [ZERO, NINE] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];
const NOT_ASCII = /[\u0080-\uffff]/;
