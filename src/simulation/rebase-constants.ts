import { LOSS_FACTORS } from '../controls/effects.ts';

/**
 * What the stated numbers of a scenario are multiplied by, so that the controls IN_PLACE reproduce them (model.md, section 5).
 * All 1 for an INHERENT scenario.
 */
export interface RebaseConstants {
  readonly rate: number;
  /** For each of LOSS_FACTORS; for RECORDS it acts on the number drawn. */
  readonly losses: readonly number[];
  /** On the cost of records, beside that on their number. */
  readonly recordCost: number;
}

export const UNCHANGED: RebaseConstants = { rate: 1, losses: LOSS_FACTORS.map(() => 1), recordCost: 1 };
