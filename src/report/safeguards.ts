import type { HipaaStatus, SpecificationDecision } from '../compliance/status.ts';

/** How far the organisation meets the HIPAA Security Rule as of a moment, with what it decided. */
export interface Safeguards {
  readonly asOf: string;
  readonly met: number;
  readonly partlyMet: number;
  readonly missing: number;
  readonly notApplicable: number;
  readonly specifications: readonly SafeguardLine[];
}

export interface SafeguardLine {
  readonly id: string;
  readonly citation: string;
  readonly title: string;
  readonly standard: string;
  /** Or else addressable. */
  readonly required: boolean;
  readonly status: HipaaStatus;
  /** The controls in place that name it. */
  readonly controls: readonly string[];
  readonly decision: DecisionLine | null;
}

export interface DecisionLine {
  readonly decision: SpecificationDecision;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly reviewBy: string;
  /** Whether its review is still to come: a decision whose review is overdue counts no more. */
  readonly current: boolean;
}
