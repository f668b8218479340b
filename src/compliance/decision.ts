import { InvalidInput } from '../errors.ts';
import { at, needed, readFields, type Read, type Rules } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import { oneOf, prose, reference } from '../model/values.ts';
import { nearWords } from './near.ts';
import { findRequirement } from './requirements.ts';
import { STANDARDS } from './specifications.ts';
import { SPECIFICATION_DECISIONS, type SpecificationDecision } from './status.ts';

/** What someone decides about a requirement. */
export interface DecisionFields {
  readonly specificationId: string;
  readonly decision: SpecificationDecision;
  readonly reason: string;
  readonly reviewBy: Date;
}

/** As far ahead as a run looks; the rule has what is documented reviewed periodically: 45 CFR 164.316(b)(2)(iii). */
const LONGEST_REVIEW_YEARS = 10;

const requirementId: Read<string> = (value, path) => {
  const id = reference(value, path);
  if (findRequirement(id)) return id;
  const standard = STANDARDS.find((it) => it.id === id);
  if (standard)
    throw new InvalidInput(
      `needs one of ${standard.specifications.map((it) => it.id).join(', ')}, got the standard ${id}, which is made up of these`,
      path,
    );
  throw new InvalidInput(
    `needs a specification such as 308.a.1.ii.A, got ${shown(id)}${nearWords(id)}`,
    path,
  );
};

const moment: Read<Date> = (value, path) => {
  if (!(value instanceof Date) || Number.isNaN(value.getTime()))
    throw new InvalidInput(`needs a date and time, got ${shown(value)}`, path);
  return value;
};

export const decisionRules: Rules<DecisionFields> = {
  specificationId: needed(
    requirementId,
    'A specification such as 308.a.1.ii.A, or a standard that stands alone such as 312.d.',
  ),
  decision: needed(oneOf(SPECIFICATION_DECISIONS), 'What was decided.'),
  reason: needed(prose, 'Why, for whoever audits it; at most 10,000 characters.'),
  reviewBy: needed(
    moment,
    'When it is to be reviewed: in the future, at most ten years. After that it no longer counts.',
  ),
};

/**
 * A decision as a caller states it, checked.
 *
 * @throws {InvalidInput} names the field
 * @example parseDecision({ specificationId: '312.a.2.iii', decision: 'ALTERNATIVE', reason: 'Badges lock screens.', reviewBy }, 'input', now)
 */
export function parseDecision(input: unknown, path: string, now: Date): DecisionFields {
  const fields = readFields(decisionRules, input, path);
  checkAllowed(fields, at(path, 'decision'));
  checkReview(fields.reviewBy, now, at(path, 'reviewBy'));
  return fields;
}

/** Only what is addressable can be met otherwise, or be found not reasonable: 45 CFR 164.306(d). */
function checkAllowed({ specificationId, decision }: DecisionFields, path: string): void {
  const { required, title } = findRequirement(specificationId)!;
  if (!required || decision === 'IMPLEMENTED' || decision === 'NOT_APPLICABLE') return;
  throw new InvalidInput(
    `needs IMPLEMENTED or NOT_APPLICABLE, got ${decision}: ${specificationId} (${title}) is required, and only what is addressable can be met by an alternative or be found not reasonable (45 CFR 164.306(d))`,
    path,
  );
}

function checkReview(reviewBy: Date, now: Date, path: string): void {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + LONGEST_REVIEW_YEARS);
  if (now < reviewBy && reviewBy <= latest) return;
  throw new InvalidInput(
    `needs a moment in the future, at most ${LONGEST_REVIEW_YEARS} years ahead (${latest.toISOString()}), got ${reviewBy.toISOString()}`,
    path,
  );
}
