import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledPlan } from '../simulation/compile.ts';
import { variability } from '../simulation/variability.ts';
import {
  breachChance,
  createExpectation,
  luckOf,
  NO_RECORDS,
  type Expectation,
} from '../simulation/expectation.ts';
import { UNCHANGED, type RebaseConstants } from '../simulation/rebase-constants.ts';
import { rebaseKey } from '../simulation/rebase-key.ts';
import { stoppedEntirely } from '../simulation/rebase.ts';
import { recordsLaw, type RecordsLaw } from '../simulation/severity.ts';
import { eventKind } from './event-kinds.ts';
import { kindMoments, type Part } from './event-law.ts';
import { lossRate } from './exact-scenario.ts';
import { lawKey } from './law-points.ts';
import { newKept } from '../math/kept.ts';
import { recordsParts } from './records-cost.ts';
import type { ScenarioLaw } from './scenario-law.ts';
import { severityLaw } from './severity-law.ts';
import { rateDraws, type StatedEstimates } from './uncertain-draws.ts';

/** Points of luck: when in the year, who is covered, when tests ran, what falls with the struck asset. */
const POINTS = 64;
/** Of the points: fixed, so that one preview compares with the next. */
const SEED = '0';
const DRAW = 0;
/** Each takes a millisecond to make. */
const keep = newKept<RecordsLaw>(2000);
const keepRebase = newKept<MeanRebase>(100);
const LONG_RUN = -1;
const YEAR_1 = 0;

const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/** Sums over the points, of one scenario under one variant. */
interface Sums {
  success: number;
  readonly left: number[];
  hourlyUsd: number;
  /** What the records of events cost, and what they would without effects on them, not rebased. */
  recordsUsd: number;
  statedRecordsUsd: number;
  breach: number;
}

/** A rebase, and what the controls in place leave under it; nothing for what is not CURRENT. */
interface MeanRebase {
  readonly constants: readonly RebaseConstants[];
  readonly sums: readonly (Sums | undefined)[];
}

/**
 * The laws of a year of all scenarios by means: what is uncertain stands at its mean, but for what is uncertain about the rate; the controls
 * act by what they leave on average, at their availability in the long run and from the end of their lead time.
 *
 * A CURRENT scenario is rebased on the same points and means. So the controls in place leave just what was stated, and what averaging at
 * means misses is missed on both sides of a change, and cancels.
 *
 * @param stated of the portfolio that is looked at
 * @param values the means of all parameters
 * @throws {InvalidInput} when the controls in place would stop a CURRENT scenario entirely
 */
export function meanScenarios(
  compiled: CompiledPlan,
  stated: StatedEstimates,
  values: Float64Array,
): ScenarioLaw[] {
  const { scenarios } = compiled;
  const places = scenarios.map((_, place) => place);
  const expectation = once(() => {
    const made = createExpectation(compiled, [], { values, luck: luckOf(compiled, values) });
    made.luck.begin(SEED, DRAW, POINTS);
    return made;
  });
  // a model has one rebase, whatever portfolio is tried on it
  const { constants: rebase, sums } = keepRebase(rebaseKey(compiled.plan), () =>
    rebaseAtMeans(compiled, expectation(), values),
  );
  const portfolio = places.map((place) => scenarios[place].variantOfPortfolio[0]);
  const changed = places.filter((place) => !sums[place] || differs(compiled, place));
  const found = [...sums];
  if (changed.length > 0)
    sumsOf(
      compiled,
      expectation(),
      rebase,
      changed,
      changed.map((place) => portfolio[place]),
      YEAR_1,
    ).forEach((its, at) => (found[changed[at]] = its));
  return places.map((place) => {
    const { success, left, hourlyUsd, recordsUsd, breach } = found[place]!;
    const stays = LOSS_FACTORS.map((_, factor) => (success > 0 ? left[factor] / success : 1));
    if (left[PROBABILITY] > 0) stays[SECONDARY] = left[SECONDARY] / left[PROBABILITY];
    const kind = eventKind(compiled, place, rebase[place], values, {
      chance: 1,
      left: stays,
      hourlyUsd: hourlyUsd / POINTS,
      records: meanRecords(
        recordsParts(compiled, place, [], stays[RECORDS], rebase[place], values),
        success > 0 ? recordsUsd / success : 0,
      ),
      breachChance: success > 0 ? breach / success : 0,
    });
    const draws = rateDraws(compiled, place, stated);
    // success holds the susceptibility, which is a factor of its own where it is a share
    const { susceptibility } = scenarios[place];
    const share = susceptibility < 0 ? 1 : values[susceptibility];
    const rate = lossRate(
      compiled,
      place,
      draws,
      share > 0 ? (rebase[place].rate * success) / POINTS / share : 0,
      values,
    );
    return [{ weight: 1, ...rate, kinds: [kind] }];
  });
}

/** The shape of what the struck asset's records cost, with the mean of what all records do. */
function meanRecords(parts: readonly Part[], meanUsd: number): Part[] {
  if (meanUsd === 0) return [];
  const { mean } = kindMoments({
    chance: 1,
    primary: parts,
    secondaryChance: 0,
    secondary: [],
    breachChance: 0,
  });
  if (mean > 0) return parts.map(({ law, scale }) => ({ law, scale: (scale * meanUsd) / mean }));
  return [{ law: severityLaw({ shape: 'CONSTANT', value: 1, basis: 'ASSUMED' }, 'MONEY'), scale: meanUsd }];
}

/** Whether a scenario meets other controls in year 1 than those that it was stated under. */
function differs(compiled: CompiledPlan, place: number): boolean {
  const { variants, variantOfPortfolio, statedVariant, entryEnds, asset } = compiled.scenarios[place];
  const [variant] = variantOfPortfolio;
  const hasDependents = compiled.assets[asset].dependents.length > 0;
  return (
    variant !== statedVariant ||
    variability(compiled, variants[variant], entryEnds.length > 0, hasDependents).byYear
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function rebaseAtMeans(compiled: CompiledPlan, expectation: Expectation, values: Float64Array): MeanRebase {
  const { scenarios } = compiled;
  const constants = scenarios.map(() => UNCHANGED);
  const places = scenarios.flatMap(({ statedVariant }, place) => (statedVariant >= 0 ? [place] : []));
  const stated = places.map((place) => scenarios[place].statedVariant);
  const first = sumsOf(compiled, expectation, constants, places, stated, LONG_RUN);
  places.forEach((place, at) => {
    const { scenario, susceptibility, winProbability } = scenarios[place];
    const { success, left } = first[at];
    const wins = susceptibility < 0 ? winProbability : values[susceptibility];
    if (wins > 0 && success === 0) throw stoppedEntirely(scenario.name);
    const losses = left.map((share, factor) => {
      const whole = factor === SECONDARY ? left[PROBABILITY] : success;
      return share > 0 ? whole / share : 1;
    });
    constants[place] = { rate: success > 0 ? (wins * POINTS) / success : 1, losses, recordCost: 1 };
  });
  const sums: (Sums | undefined)[] = scenarios.map(() => undefined);
  sumsOf(compiled, expectation, constants, places, stated, LONG_RUN).forEach((its, at) => {
    const place = places[at];
    const { statedRecordsUsd, recordsUsd } = its;
    sums[place] = its;
    // the cost of records bends with their number, so it has a constant of its own, found under the others
    if (first[at].left[RECORDS] === first[at].success || recordsUsd === 0) return;
    constants[place] = { ...constants[place], recordCost: statedRecordsUsd / recordsUsd };
    sums[place] = { ...its, recordsUsd: statedRecordsUsd };
  });
  return { constants, sums };
}

function sumsOf(
  { plan, scenarios, assets }: CompiledPlan,
  expectation: Expectation,
  rebase: readonly RebaseConstants[],
  places: readonly number[],
  variants: readonly number[],
  year: number,
): Sums[] {
  const { luck } = expectation;
  const sums = places.map((): Sums => ({
    success: 0,
    left: LOSS_FACTORS.map(() => 0),
    hourlyUsd: 0,
    recordsUsd: 0,
    statedRecordsUsd: 0,
    breach: 0,
  }));
  const laws = places.map((place) => {
    const { records } = plan.scenarios[place];
    const held = assets[scenarios[place].asset].records;
    const scale = rebase[place].losses[RECORDS];
    if (!records) return { stated: NO_RECORDS, now: NO_RECORDS };
    const key = lawKey(records, 'QUANTITY');
    const lawOf = (by: number) => keep(`${key} ${by} ${held}`, () => recordsLaw(records, by, held));
    return { stated: lawOf(1), now: lawOf(scale) };
  });
  for (let point = 0; point < POINTS; point++) {
    luck.move(point, year);
    places.forEach((place, at) => {
      const its = sums[at];
      const { success, left, states, stateSuccess, stateRecordsLeft } = luck.at(place, variants[at]);
      its.success += success;
      for (let factor = 0; factor < left.length; factor++) its.left[factor] += left[factor];
      if (scenarios[place].outageHours) its.hourlyUsd += luck.hourlyUsd(place);
      if (!scenarios[place].exposes) return;
      const { stated, now } = laws[at];
      const exposed = luck.exposed(place);
      its.statedRecordsUsd += success * expectation.recordsUsd(place, exposed, 1, stated, 1);
      for (let state = 0; state < states; state++) {
        const share = stateRecordsLeft[state];
        its.recordsUsd +=
          stateSuccess[state] * expectation.recordsUsd(place, exposed, share, now, rebase[place].recordCost);
        its.breach += stateSuccess[state] * breachChance(assets, scenarios[place].asset, exposed, share, now);
      }
    });
  }
  return sums;
}
