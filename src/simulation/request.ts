import { InvalidInput } from '../errors.ts';
import type { Estimate } from '../math/estimate.ts';
import { estimateOf, type EstimateName } from '../model/estimates.ts';
import { defaulted, needed, omissible, readFields, type Read, type Rules } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import {
  intervalDays,
  label,
  listOf,
  numberFrom,
  oneOf,
  partOf,
  phrase,
  reference,
  someOf,
} from '../model/values.ts';
import { OBJECTIVES, type ControlChange, type Insurance, type Objective } from './plan.ts';

/** What a caller changes about the controls in place. */
export interface PortfolioRequest {
  readonly addControlIds?: readonly string[];
  readonly removeControlIds?: readonly string[];
  readonly changeControls: readonly ControlChange[];
  /** Absent: for a simulation none, for an option the one in force. */
  readonly insurance?: Insurance;
}

/** What a caller says of any run. */
export interface RunRequest {
  readonly name?: string;
  /** Absent: all. */
  readonly scenarioIds?: readonly string[];
  readonly horizonYears: number;
  readonly trials: number;
  /** Absent: one is chosen. */
  readonly seed?: string;
  readonly idempotencyKey?: string;
}

export interface SimulationRequest extends RunRequest, PortfolioRequest {
  readonly precision?: number;
}

export interface OptionRequest extends PortfolioRequest {
  readonly name: string;
}

export interface ComparisonRequest extends RunRequest {
  readonly options: readonly OptionRequest[];
  readonly currentInsurance?: Insurance;
  readonly discountRate?: Estimate;
  readonly costPerFte?: Estimate;
}

export interface OptimizationRequest extends RunRequest {
  /** Absent: all that are PROPOSED. */
  readonly candidateControlIds?: readonly string[];
  readonly objective: Objective;
  readonly budget?: number;
  readonly staffFte?: number;
  readonly requiredControlIds?: readonly string[];
  readonly frontierPoints: number;
}

export const MOST_TRIALS = 10_000_000;
export const MOST_OPTIONS = 50;
/** Points of a frontier: as many portfolios as a comparison may have. */
const MOST_POINTS = MOST_OPTIONS;
/** A million times what a hospital system turns over in a year. */
const MOST_USD = 1e15;

const wholeFrom =
  (lowest: number, highest: number): Read<number> =>
  (value, path) => {
    const fits = typeof value === 'number' && Number.isInteger(value) && lowest <= value && value <= highest;
    if (!fits)
      throw new InvalidInput(
        `needs a whole number from ${lowest} to ${highest.toLocaleString('en')}, got ${shown(value)}`,
        path,
      );
    return value;
  };

const seed: Read<string> = (value, path) => {
  const fits = typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n;
  if (!fits)
    throw new InvalidInput(
      `needs a decimal number from 0 to 18446744073709551615, got ${shown(value)}`,
      path,
    );
  return BigInt(value).toString();
};

const money = numberFrom(0, MOST_USD);

export const insuranceRules: Rules<Insurance> = {
  premium: needed(money, 'US dollars per year.'),
  retention: needed(money, 'US dollars of each loss event that you bear before the insurer pays.'),
  coinsurance: defaulted(
    numberFrom(0, 1),
    1,
    'The insurer’s share, 0 to 1, of what lies above the retention. Absent: 1.',
  ),
  perEventLimit: omissible(money, 'US dollars: the most it pays for one loss event. Absent: no such limit.'),
  annualLimit: omissible(money, 'US dollars: the most it pays in a year. Absent: no such limit.'),
};

const changed = (name: EstimateName, says: string) => omissible(estimateOf(name), says);

export const changeRules: Rules<ControlChange> = {
  controlId: needed(reference, 'A control that is in place and not removed, or that is added here.'),
  coverage: changed('coverage', 'Share, 0 to 1, of attempts that meet it at all.'),
  failuresPerYear: changed('failuresPerYear', 'How often per year it breaks without anyone knowing.'),
  discoveryDays: changed('discoveryDays', 'Mean days until its own routine finds that it is broken.'),
  repairDays: changed('repairDays', 'Days from finding that it is broken to its working again.'),
  evasionProbability: changed(
    'evasionProbability',
    'Share, 0 to 1, of attempts of AI-capable threats that evade it; only where it is AI-based.',
  ),
  poisoningsPerYear: changed(
    'poisoningsPerYear',
    'How often per year its training data are poisoned; only where it is AI-based.',
  ),
  everyDays: omissible(intervalDays, 'Days between two runs of its test programme.'),
  findProbability: changed('findProbability', 'Share, 0 to 1, of what it can see that one run finds.'),
  fixProbability: changed('fixProbability', 'Share, 0 to 1, of findings that are fixed.'),
  upfrontCost: changed(
    'upfrontCost',
    'US dollars, once: of the change for a control in place, of the whole control for an added one.',
  ),
  annualCost: changed('annualCost', 'US dollars per year to run it from then on, without its people.'),
  staffFte: omissible(numberFrom(0, 1_000_000), 'Full-time people it needs from then on.'),
};

export const portfolioRules: Rules<PortfolioRequest> = {
  addControlIds: omissible(someOf(reference), 'Controls to add: PROPOSED ones.'),
  removeControlIds: omissible(someOf(reference), 'Controls to take away: ones that are IN_PLACE.'),
  changeControls: defaulted(
    listOf(partOf(changeRules), ({ controlId }) => controlId),
    [],
    'New numbers for controls, in this portfolio only.',
  ),
  insurance: omissible(partOf(insuranceRules), 'The policy in force.'),
};

const runRules: Rules<RunRequest> = {
  name: omissible(label, 'At most 200 characters.'),
  scenarioIds: omissible(someOf(reference), 'Only these scenarios. Absent: all.'),
  horizonYears: defaulted(wholeFrom(1, 10), 3, 'Years that each simulated future lasts, 1 to 10. Absent: 3.'),
  trials: defaulted(
    wholeFrom(1, MOST_TRIALS),
    100_000,
    'Futures to simulate, 1 to 10,000,000. Absent: 100,000.',
  ),
  seed: omissible(seed, 'A decimal number, 0 to 2^64 - 1; absent: chosen and stored.'),
  idempotencyKey: omissible(
    phrase,
    'A name of yours for this request, kept 24 hours: the same key and body get the same job, another body a CONFLICT.',
  ),
};

export const simulationRules: Rules<SimulationRequest> = {
  ...runRules,
  ...portfolioRules,
  precision: omissible(
    numberFrom(0.0001, 0.5),
    'Stop early, once the 95% half-width of the expected annual loss is below this share of it: 0.0001 to 0.5.',
  ),
};

export const optionRules: Rules<OptionRequest> = {
  name: needed(label, 'Unique in the comparison, at most 200 characters.'),
  ...portfolioRules,
};

const options: Read<OptionRequest[]> = (value, path) => {
  const list = listOf(partOf(optionRules), ({ name }) => name)(value, path);
  if (list.length < 1 || list.length > MOST_OPTIONS)
    throw new InvalidInput(`needs 1 to ${MOST_OPTIONS} options, got ${list.length}`, path);
  return list;
};

export const comparisonRules: Rules<ComparisonRequest> = {
  ...runRules,
  options: needed(options, 'What could be bought, 1 to 50 ways; each is compared with what is in place.'),
  currentInsurance: omissible(
    partOf(insuranceRules),
    'The policy in force now; an option without one of its own keeps it.',
  ),
  discountRate: omissible(
    estimateOf('discountRate'),
    'By what share a year makes later money worth less. Absent: 0.03.',
  ),
  costPerFte: omissible(
    estimateOf('costPerFte'),
    'US dollars per full-time person and year. Absent: 120,000.',
  ),
};

export const optimizationRules: Rules<OptimizationRequest> = {
  ...runRules,
  candidateControlIds: omissible(
    someOf(reference),
    'Controls to choose from: PROPOSED ones. Absent: all of these that what is in place does not exclude.',
  ),
  objective: defaulted(
    oneOf(OBJECTIVES),
    'EXPECTED_LOSS_AND_COST',
    'What to make as small as can be. Absent: EXPECTED_LOSS_AND_COST.',
  ),
  budget: omissible(
    money,
    'US dollars of today over the horizon, people included: the most that the chosen controls may cost. Absent: as much as is worth spending.',
  ),
  staffFte: omissible(
    numberFrom(0, 1_000_000),
    'Full-time people that the chosen controls may need. Absent: any number.',
  ),
  requiredControlIds: omissible(someOf(reference), 'Controls that are chosen whatever they do.'),
  frontierPoints: defaulted(
    wholeFrom(2, MOST_POINTS),
    12,
    'Budgets to look at, from nothing to everything, 2 to 50. Absent: 12.',
  ),
};

/**
 * A simulation as a caller asks for it, checked as far as that goes without the model.
 *
 * @throws {InvalidInput} names the field
 * @example parseSimulation({ trials: 1000 }, 'input').horizonYears // 3
 */
export const parseSimulation = (input: unknown, path: string): SimulationRequest =>
  readFields(simulationRules, input, path);

/**
 * A comparison as a caller asks for it, checked as far as that goes without the model.
 *
 * @throws {InvalidInput} names the field
 * @example parseComparison({ options: [{ name: 'Backups', addControlIds: ['control_1'] }] }, 'input').trials // 100000
 */
export const parseComparison = (input: unknown, path: string): ComparisonRequest =>
  readFields(comparisonRules, input, path);

/**
 * A search for the best controls as a caller asks for it, checked as far as that goes without the model.
 *
 * @throws {InvalidInput} names the field
 * @example parseOptimization({ budget: 500_000 }, 'input').objective // 'EXPECTED_LOSS_AND_COST'
 */
export const parseOptimization = (input: unknown, path: string): OptimizationRequest =>
  readFields(optimizationRules, input, path);
