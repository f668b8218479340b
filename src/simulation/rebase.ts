import { LOSS_FACTORS } from '../controls/effects.ts';
import { InvalidInput } from '../errors.ts';
import { seedWords, threefry, uniform53 } from '../math/threefry.ts';
import { compilePlan, type CompiledPlan } from './compile.ts';
import { createExpectation, NO_RECORDS } from './expectation.ts';
import { parameterMeans } from './parameters.ts';
import { involvedParameters } from './involved.ts';
import type { Plan } from './plan.ts';
import { UNCHANGED, type RebaseConstants } from './rebase-constants.ts';
import { recordsLaw } from './severity.ts';

/** Lattices, each under a shift of its own: their spread is the standard error. */
const SHIFTS = 16;
const POINTS = 4096;
/** Draw numbers for the rebase lie beyond those of credible ranges. */
const FIRST_DRAW = 0x40000000;
/** Points that tell whether anything passes at all. */
const CHECK_POINTS = 256;
const WARN_ABOVE = 0.005;

export interface Rebase {
  readonly constants: RebaseConstants;
  readonly warnings: readonly string[];
}

/**
 * What a CURRENT scenario's stated numbers are multiplied by, so that the controls IN_PLACE reproduce them (model.md, section 5): the
 * expectations run over parameters, entries, coverage, evasion, episodes and phases in the long run, on 65,536 quasi-random points.
 *
 * @throws {InvalidInput} when the controls in place would stop the scenario entirely
 */
export function rebaseScenario(compiled: CompiledPlan, place: number, points = POINTS): Rebase {
  const { scenario, statedVariant } = compiled.scenarios[place];
  if (statedVariant < 0) return { constants: UNCHANGED, warnings: [] };
  const variant = compiled.scenarios[place].variants[statedVariant];
  if (!variant.controls.length && variant.weaknesses < 0) return { constants: UNCHANGED, warnings: [] };

  const first = collect(compiled, place, points, UNCHANGED);
  if (first.stated > 0 && !(first.success > 0)) throw stoppedEntirely(scenario.name);
  const losses = LOSS_FACTORS.map((factor, at) => {
    if (factor === 'SECONDARY_LOSS')
      return ratio(first.left[LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY')], first.secondary);
    return ratio(first.success, first.left[at]);
  });
  const scaled = { ...UNCHANGED, losses };
  const changesRecords = variant.losses[LOSS_FACTORS.indexOf('RECORDS')].length > 0;
  const second = changesRecords ? collect(compiled, place, points, scaled) : first;
  const constants = {
    rate: first.stated > 0 ? first.stated / first.success : 1,
    losses,
    recordCost: changesRecords ? ratio(second.statedRecordsUsd, second.recordsUsd) : 1,
  };
  const warnings: string[] = [];
  if (first.relativeError > WARN_ABOVE)
    warnings.push(
      `scenario "${scenario.name}": the rebase to the controls in place is known to ${(first.relativeError * 100).toFixed(1)}% only`,
    );
  const probability = losses[LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY')];
  if (
    scenario.secondaryProbability &&
    probability > 1 + 1e-9 &&
    first.largestSecondaryProbability * probability > 1
  )
    warnings.push(
      `scenario "${scenario.name}": without the controls in place its secondary probability would pass 1, so its secondary losses are scaled instead`,
    );
  return { constants, warnings };
}

/**
 * Refuses a plan with a CURRENT scenario that the controls in place would stop entirely, before anything is computed. Certainty of stopping
 * shows at the means of the parameters: an efficacy or a coverage whose mean is 1 is always 1.
 *
 * @throws {InvalidInput} naming the scenario
 */
export function checkRebase(plan: Plan): void {
  const compiled = compilePlan(plan, []);
  const { luck } = createExpectation(compiled, [], parameterMeans(compiled.parameters));
  luck.begin(FIRST_DRAW, CHECK_POINTS);
  compiled.scenarios.forEach(({ scenario, statedVariant }, place) => {
    if (statedVariant < 0) return;
    for (let point = 0; point < CHECK_POINTS; point++)
      if (luck.at(place, statedVariant, point, -1).success > 0) return;
    throw stoppedEntirely(scenario.name);
  });
}

const stoppedEntirely = (name: string) =>
  new InvalidInput(
    `scenario "${name}" is stated as CURRENT with a rate above 0, but the controls in place would stop it entirely`,
    'scenarioIds',
  );

const ratio = (above: number, below: number): number => (below > 0 ? above / below : 1);

function collect(compiled: CompiledPlan, place: number, points: number, constants: RebaseConstants) {
  const { parameters, plan } = compiled;
  const { statedVariant, susceptibility, secondaryProbability, asset } = compiled.scenarios[place];
  const scenario = plan.scenarios[place];
  const values = parameterMeans(parameters);
  const expectation = createExpectation(
    compiled,
    plan.scenarios.map(() => constants),
    values,
  );
  const win = compiled.scenarios[place].winProbability;
  const seed = seedWords(plan.seed);
  const random = threefry(seed.low, seed.high);
  const uncertain = involvedParameters(compiled, place, statedVariant);
  const held = compiled.assets[asset].records;
  const lawAs = (scale: number) =>
    scenario.records ? recordsLaw(scenario.records, scale, held) : NO_RECORDS;
  const stated = lawAs(1);
  const now = lawAs(constants.losses[LOSS_FACTORS.indexOf('RECORDS')]);

  const sums = {
    stated: 0,
    success: 0,
    left: new Float64Array(LOSS_FACTORS.length),
    secondary: 0,
    statedRecordsUsd: 0,
    recordsUsd: 0,
    relativeError: 0,
    largestSecondaryProbability: 0,
  };
  const lattice = uncertain.map(() => ({ multiplier: 1, shift: 0 }));
  const successByShift: number[] = [];
  for (let shift = 0; shift < SHIFTS; shift++) {
    const draw = FIRST_DRAW + shift;
    expectation.luck.begin(draw, points);
    uncertain.forEach((index, i) => {
      const { stream, entity } = parameters[index];
      random.block(draw, 0, stream, entity);
      lattice[i] = { multiplier: random.words[0] | 1, shift: uniform53(random.words[1], random.words[2]) };
    });
    let success = 0;
    for (let point = 0; point < points; point++) {
      uncertain.forEach((index, i) => {
        const { multiplier, shift: by } = lattice[i];
        const u = ((Math.imul(multiplier, point) & (points - 1)) + by) / points;
        values[index] =
          u > 0.5
            ? parameters[index].sampler!.sample(1 - u, true)
            : parameters[index].sampler!.sample(u, false);
      });
      const attempt = expectation.luck.at(place, statedVariant, point, -1);
      sums.stated += susceptibility >= 0 ? values[susceptibility] : win;
      success += attempt.success;
      for (let factor = 0; factor < LOSS_FACTORS.length; factor++)
        sums.left[factor] += attempt.success * attempt.left[factor];
      sums.secondary += attempt.success * attempt.left[3] * attempt.left[4];
      if (scenario.records || attempt.exposed.length) {
        const weight = attempt.success;
        sums.statedRecordsUsd += weight * expectation.recordsUsd(place, attempt, 1, stated, 1);
        sums.recordsUsd += weight * expectation.recordsUsd(place, attempt, attempt.left[2], now, 1);
      }
      if (secondaryProbability >= 0)
        sums.largestSecondaryProbability = Math.max(
          sums.largestSecondaryProbability,
          values[secondaryProbability],
        );
    }
    successByShift.push(success);
    sums.success += success;
  }
  const mean = sums.success / SHIFTS;
  const spread = successByShift.reduce((sum, success) => sum + (success - mean) * (success - mean), 0);
  sums.relativeError = mean > 0 ? Math.sqrt(spread / SHIFTS / (SHIFTS - 1)) / mean : 0;
  return sums;
}
