import { LOSS_FACTORS } from '../controls/effects.ts';
import { InvalidInput } from '../errors.ts';
import { createArena } from '../math/arena.ts';
import { quantileColumns } from '../math/quantile-columns.ts';
import { seedWords, threefry, uniform53 } from '../math/threefry.ts';
import { compilePlan, type CompiledPlan } from './compile.ts';
import { createExpectation, luckOf, NO_RECORDS, outlookOn } from './expectation.ts';
import { parameterMeans } from './parameters.ts';
import { involvedParameters } from './involved.ts';
import type { Plan, PlanScenario } from './plan.ts';
import { UNCHANGED, type RebaseConstants } from './rebase-constants.ts';
import { recordsLaw, type RecordsLaw } from './severity.ts';

/** Lattices, each under a shift of its own: their spread is the standard error. */
export const SHIFTS = 16;
const POINTS = 4096;
/** Of the points: fixed, so that a model has one rebase, whatever the seed of a run. */
const SEED = '0';
/** Draw numbers for the rebase lie beyond those of credible ranges. */
const FIRST_DRAW = 0x40000000;
/** Points that tell whether anything passes at all. */
const CHECK_POINTS = 256;
const WARN_ABOVE = 0.005;
/** Points whose parameters are drawn together. */
const TOGETHER = 128;

const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

export interface Rebase {
  readonly constants: readonly RebaseConstants[];
  readonly warnings: readonly string[];
}

/** Sums over the points of one lattice, of one scenario under the controls in place; plain data. */
export interface RebaseSums {
  /** Chance of success as it was stated, and as the controls in place leave it. */
  stated: number;
  success: number;
  /** By LOSS_FACTORS: what is left of each, where the attempt succeeds; of SECONDARY_LOSS, of both secondary factors together. */
  readonly left: number[];
  largestSecondaryProbability: number;
  /** What the records of an event cost, as stated and now; in a first pass per dollar that their number costs, where that is one factor. */
  statedRecordsUsd: number;
  recordsUsd: number;
}

/** Gives the sums of each scenario on each of SHIFTS lattices. */
type Pass = (constants?: readonly RebaseConstants[]) => Promise<readonly (readonly RebaseSums[])[]>;

/**
 * What a CURRENT scenario's stated numbers are multiplied by, so that the controls IN_PLACE reproduce them (model.md, section 5): the
 * expectations run over parameters, entries, coverage, evasion, episodes and phases in the long run, on 65,536 quasi-random points.
 *
 * @param pass gives the sums of each scenario on each of SHIFTS lattices; called again with the constants found where records need it
 * @throws {InvalidInput} when the controls in place would stop a scenario entirely
 */
export async function rebasePlan(compiled: CompiledPlan, pass: Pass): Promise<Rebase> {
  const places = rebased(compiled);
  const constants = compiled.scenarios.map(() => UNCHANGED);
  const warnings = places.length > 0 ? await rebaseOn(compiled, places, constants, pass) : [];
  return { constants, warnings };
}

/** Finds the constants of some scenarios, and what to bear in mind of them. */
async function rebaseOn(
  compiled: CompiledPlan,
  places: readonly number[],
  constants: RebaseConstants[],
  pass: Pass,
): Promise<string[]> {
  const { scenarios } = compiled;
  const warnings: string[] = [];
  const first = await pass();
  for (const [at, place] of places.entries()) {
    const { scenario } = scenarios[place];
    const sums = totalOf(first.map((lattice) => lattice[at]));
    if (sums.stated > 0 && !(sums.success > 0)) throw stoppedEntirely(scenario.name);
    const losses = LOSS_FACTORS.map((_, factor) =>
      factor === SECONDARY_LOSS
        ? ratio(sums.left[SECONDARY_PROBABILITY], sums.left[SECONDARY_LOSS])
        : ratio(sums.success, sums.left[factor]),
    );
    constants[place] = { rate: sums.stated > 0 ? sums.stated / sums.success : 1, losses, recordCost: 1 };
    const exponent = commonExponent(compiled, place);
    if (exponent !== undefined && changesRecords(compiled, place))
      constants[place] = {
        ...constants[place],
        recordCost: recordCostOf(compiled, place, sums, losses, exponent),
      };
    warnings.push(
      ...warningsOf(scenario, constants[place], sums, errorOf(first.map((lattice) => lattice[at].success))),
    );
  }
  const needsConstants = (place: number) =>
    changesRecords(compiled, place) && commonExponent(compiled, place) === undefined;
  if (places.some(needsConstants)) {
    const second = await pass(constants);
    for (const [at, place] of places.entries()) {
      if (!needsConstants(place)) continue;
      const { statedRecordsUsd, recordsUsd } = totalOf(second.map((lattice) => lattice[at]));
      constants[place] = { ...constants[place], recordCost: ratio(statedRecordsUsd, recordsUsd) };
    }
  }
  return warnings;
}

/** The scenarios that have anything to be rebased on. */
const rebased = ({ scenarios }: CompiledPlan): number[] =>
  scenarios.flatMap(({ statedVariant, variants }, place) => {
    const variant = variants[statedVariant];
    return variant && (variant.controls.length > 0 || variant.weaknesses >= 0) ? [place] : [];
  });

const changesRecords = ({ scenarios }: CompiledPlan, place: number): boolean => {
  const { variants, statedVariant } = scenarios[place];
  return variants[statedVariant].losses[RECORDS].length > 0;
};

/**
 * The exponent of the cost of records, where one that is known holds for all records that an event can expose: then their number costs one
 * factor, whatever luck does beside it.
 */
function commonExponent(
  { plan, scenarios, assets, parameters }: CompiledPlan,
  place: number,
): number | undefined {
  const { asset: struck } = scenarios[place];
  if (!plan.scenarios[place].records) return undefined;
  const reached = [struck];
  for (const at of reached)
    for (const { asset } of assets[at].dependents) if (!reached.includes(asset)) reached.push(asset);
  if (reached.length > 1 && !(assets[struck].records > 0)) return undefined;
  const exponents = new Set(
    reached
      .map((at) => assets[at].recordsExponent)
      .map((at) => (parameters[at].sampler ? NaN : parameters[at].mean)),
  );
  const [exponent] = exponents;
  return exponents.size === 1 && exponent === exponent ? exponent : undefined;
}

function recordCostOf(
  { plan, scenarios, assets }: CompiledPlan,
  place: number,
  { statedRecordsUsd, recordsUsd }: RebaseSums,
  losses: readonly number[],
  exponent: number,
): number {
  const estimate = plan.scenarios[place].records!;
  const held = assets[scenarios[place].asset].records;
  const stated = recordsLaw(estimate, 1, held).powerMean(exponent);
  const now = recordsLaw(estimate, losses[RECORDS], held).powerMean(exponent);
  return ratio(statedRecordsUsd * stated, recordsUsd * now);
}

/** The cost of a number of records whose factor is accounted for later. */
const ONE_FACTOR: RecordsLaw = { powerMean: () => 1, reaches: () => 1 };

const noSums = (): RebaseSums => ({
  stated: 0,
  success: 0,
  left: LOSS_FACTORS.map(() => 0),
  largestSecondaryProbability: 0,
  statedRecordsUsd: 0,
  recordsUsd: 0,
});

function totalOf(lattices: readonly RebaseSums[]): RebaseSums {
  const total = noSums();
  for (const sums of lattices) {
    total.stated += sums.stated;
    total.success += sums.success;
    sums.left.forEach((left, factor) => (total.left[factor] += left));
    total.largestSecondaryProbability = Math.max(
      total.largestSecondaryProbability,
      sums.largestSecondaryProbability,
    );
    total.statedRecordsUsd += sums.statedRecordsUsd;
    total.recordsUsd += sums.recordsUsd;
  }
  return total;
}

/** The relative standard error of a sum over lattices. */
function errorOf(byLattice: readonly number[]): number {
  const mean = byLattice.reduce((sum, value) => sum + value, 0) / byLattice.length;
  const spread = byLattice.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return mean > 0 ? Math.sqrt(spread / byLattice.length / (byLattice.length - 1)) / mean : 0;
}

function warningsOf(
  { name, secondaryProbability }: PlanScenario,
  { losses }: RebaseConstants,
  { largestSecondaryProbability }: RebaseSums,
  relativeError: number,
): string[] {
  const warnings: string[] = [];
  if (relativeError > WARN_ABOVE)
    warnings.push(
      `scenario "${name}": the rebase to the controls in place is known to ${(relativeError * 100).toFixed(1)}% only`,
    );
  const probability = losses[SECONDARY_PROBABILITY];
  if (secondaryProbability && probability > 1 + 1e-9 && largestSecondaryProbability * probability > 1)
    warnings.push(
      `scenario "${name}": without the controls in place its secondary probability would pass 1, so its secondary losses are scaled instead`,
    );
  return warnings;
}

/**
 * Refuses a plan with a CURRENT scenario that the controls in place would stop entirely, before anything is computed. Certainty of stopping
 * shows at the means of the parameters: an efficacy or a coverage whose mean is 1 is always 1.
 *
 * @throws {InvalidInput} naming the scenario
 */
export function checkRebase(plan: Plan): void {
  if (plan.scenarios.every(({ statedAs }) => statedAs === 'INHERENT')) return;
  const compiled = compilePlan(plan, []);
  const luck = luckOf(compiled, parameterMeans(compiled.parameters));
  luck.begin(SEED, FIRST_DRAW, CHECK_POINTS);
  compiled.scenarios.forEach(({ scenario, statedVariant }, place) => {
    if (statedVariant < 0) return;
    for (let point = 0; point < CHECK_POINTS; point++) {
      luck.move(point, -1);
      if (luck.at(place, statedVariant).success > 0) return;
    }
    throw stoppedEntirely(scenario.name);
  });
}

/** @example stoppedEntirely('Fraud').field // 'scenarioIds' */
export const stoppedEntirely = (name: string) =>
  new InvalidInput(
    `scenario "${name}" is stated as CURRENT with a rate above 0, but the controls in place would stop it entirely`,
    'scenarioIds',
  );

const ratio = (above: number, below: number): number => (below > 0 ? above / below : 1);

/**
 * The sums of each scenario that is to be rebased, on one lattice.
 *
 * @param shift 0 to SHIFTS - 1
 * @param constants of a first pass: then only the costs of records are summed that need them
 */
export type SumLattice = (shift: number, constants?: readonly RebaseConstants[]) => RebaseSums[];

/**
 * Gets ready to sum over lattices, one after the other. Each point draws the parameters once, for all scenarios.
 *
 * @param points of a lattice, a power of two
 */
export function rebaseLattices(
  compiled: CompiledPlan,
  points = POINTS,
  outlook = outlookOn(compiled),
): SumLattice {
  const { parameters, scenarios } = compiled;
  const places = rebased(compiled);
  const { values, luck } = outlook;
  const means = parameterMeans(parameters);
  const expectation = createExpectation(compiled, [], outlook);
  const seed = seedWords(SEED);
  const random = threefry(seed.low, seed.high);
  const involved = new Set(
    places.flatMap((place) => involvedParameters(compiled, place, scenarios[place].statedVariant)),
  );
  const lattice = Array.from(involved, (index) => ({
    index,
    sampler: parameters[index].sampler!,
    multiplier: 1,
    by: 0,
  }));
  const arena = createArena();
  const fillQuantiles = quantileColumns(arena);
  const us = arena.doubles(TOGETHER);
  const drawn = lattice.map(() => arena.doubles(TOGETHER));

  function begin(draw: number): void {
    luck.begin(SEED, draw, points);
    for (const its of lattice) {
      const { stream, entity } = parameters[its.index];
      random.block(draw, 0, stream, entity);
      its.multiplier = random.words[0] | 1;
      its.by = uniform53(random.words[1], random.words[2]);
    }
  }

  /** The parameters of the next points, one parameter after the other, so that its table stays near. */
  function drawFrom(point: number): void {
    for (let i = 0; i < lattice.length; i++) {
      const { sampler, multiplier, by } = lattice[i];
      for (let row = 0; row < TOGETHER; row++)
        us[row] = ((Math.imul(multiplier, point + row) & (points - 1)) + by) / points;
      fillQuantiles(sampler, us, TOGETHER, drawn[i]);
    }
  }

  /** By place, [place * FIGURES + figure]. */
  const totals = new Float64Array(places.length * FIGURES);

  /** Adds what the point at hand says of the scenario at a place of the list. */
  function addPoint(at: number, records: RecordsLaws | undefined): void {
    const place = places[at];
    const { susceptibility, winProbability, secondaryProbability, statedVariant } = scenarios[place];
    const attempt = luck.at(place, statedVariant);
    const first = at * FIGURES;
    totals[first + FIGURE.stated] += susceptibility >= 0 ? values[susceptibility] : winProbability;
    totals[first + FIGURE.success] += attempt.success;
    for (let factor = 0; factor < LOSS_FACTORS.length; factor++)
      totals[first + FIGURE.left + factor] += attempt.left[factor];
    if (
      secondaryProbability >= 0 &&
      values[secondaryProbability] > totals[first + FIGURE.largestSecondaryProbability]
    )
      totals[first + FIGURE.largestSecondaryProbability] = values[secondaryProbability];
    if (!records) return;
    const exposed = luck.exposed(place);
    totals[first + FIGURE.statedRecordsUsd] +=
      attempt.success * expectation.recordsUsd(place, exposed, 1, records.stated, 1);
    for (let state = 0; state < attempt.states; state++)
      totals[first + FIGURE.recordsUsd] +=
        attempt.stateSuccess[state] *
        expectation.recordsUsd(place, exposed, attempt.stateRecordsLeft[state], records.now, 1);
  }

  return (shift, constants) => {
    const records = places.map((place) => recordsLaws(compiled, place, constants));
    values.set(means);
    totals.fill(0);
    begin(FIRST_DRAW + shift);
    for (let point = 0; point < points; point++) {
      const row = point % TOGETHER;
      if (row === 0) drawFrom(point);
      for (let i = 0; i < lattice.length; i++) values[lattice[i].index] = drawn[i][row];
      luck.redraw();
      luck.move(point, -1);
      for (let at = 0; at < places.length; at++) if (!constants || records[at]) addPoint(at, records[at]);
    }
    return places.map((_, at) => sumsOf(totals.subarray(at * FIGURES, (at + 1) * FIGURES)));
  };
}

/** Places among the sums of a scenario; from `left` on one for each of LOSS_FACTORS. */
const FIGURE = {
  stated: 0,
  success: 1,
  largestSecondaryProbability: 2,
  statedRecordsUsd: 3,
  recordsUsd: 4,
  left: 5,
} as const;
const FIGURES = FIGURE.left + LOSS_FACTORS.length;

const sumsOf = (figures: Float64Array): RebaseSums => ({
  stated: figures[FIGURE.stated],
  success: figures[FIGURE.success],
  left: [...figures.subarray(FIGURE.left)],
  largestSecondaryProbability: figures[FIGURE.largestSecondaryProbability],
  statedRecordsUsd: figures[FIGURE.statedRecordsUsd],
  recordsUsd: figures[FIGURE.recordsUsd],
});

/** The laws of the records that an event discloses, as stated and as the controls in place leave them. */
interface RecordsLaws {
  readonly stated: RecordsLaw;
  readonly now: RecordsLaw;
}

/** Absent where their cost is not summed in this pass. */
function recordsLaws(
  compiled: CompiledPlan,
  place: number,
  constants: readonly RebaseConstants[] | undefined,
): RecordsLaws | undefined {
  if (!changesRecords(compiled, place)) return undefined;
  if (commonExponent(compiled, place) !== undefined)
    return constants ? undefined : { stated: ONE_FACTOR, now: ONE_FACTOR };
  if (!constants) return undefined;
  const { records: estimate } = compiled.plan.scenarios[place];
  if (!estimate) return { stated: NO_RECORDS, now: NO_RECORDS };
  const held = compiled.assets[compiled.scenarios[place].asset].records;
  return {
    stated: recordsLaw(estimate, 1, held),
    now: recordsLaw(estimate, constants[place].losses[RECORDS], held),
  };
}
