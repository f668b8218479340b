import type { Arms } from '../investment/arms.ts';
import { optionRoom, optionSums, tallyOption, type PortfolioBlock } from '../investment/benefit.ts';
import { discountFactors } from '../investment/cost.ts';
import { payInsurance } from '../investment/insurance.ts';
import { blockTrials, STRIDE, unitTrials } from './block.ts';
import { CELLS_AT_ONCE } from './cell-routines.ts';
import { sharedLeft } from './column-sums.ts';
import type { CompiledPlan } from './compile.ts';
import { figureRoom } from './figure-tally.ts';
import { groupsOf } from './groups.ts';
import { createKernel } from './kernel.ts';
import { ownParts } from './own-parts.ts';
import type { Insurance } from './plan.ts';
import {
  changedLosses,
  changedYears,
  wholeYears,
  yearsRoom,
  type Met,
  type YearsSetting,
} from './portfolio-years.ts';
import { portfolioTally } from './portfolio-tally.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { scenarioYears } from './scenario-years.ts';
import { sharing } from './share-tally.ts';
import {
  clearTally,
  countTaken,
  createOpenTally,
  lossPacker,
  MOST_ROWS,
  packTally,
  tallyRetained,
  type PackedTally,
  type PilotTail,
} from './tally.ts';
import { tailRoom, type BlockYears } from './tail-make-up.ts';

/** What trials tell: a tally of the baseline and of each option, and each option's sums. */
export interface TrialsAnswer {
  readonly tallies: readonly PackedTally[];
  readonly options: readonly Float64Array[];
}

/** The portfolio and the policy of the baseline, and of each option. */
export interface Tallied {
  readonly portfolio: number;
  readonly insurance?: Insurance;
}

/** Simulates trials `from` to `to` (exclusive). */
export type SimulateTrials = (pilot: readonly PilotTail[], from: number, to: number) => TrialsAnswer;

/**
 * Gets ready to simulate trials, block by block: for many pieces of work, since that takes as long as a hundred thousand trials. The events of
 * a scenario are added up once for each of its variants. The baseline's years are the sums of those that it meets; a portfolio's are the
 * baseline's with the scenarios that it touches exchanged, and what it does not touch at all is taken from the baseline's tally.
 */
export function trialSimulator(
  compiled: CompiledPlan,
  arms: Arms,
  tallied: readonly Tallied[],
  rebase: readonly RebaseConstants[],
): SimulateTrials {
  const { plan, scenarios, costs } = compiled;
  const years = plan.horizonYears;
  const groups = groupsOf(compiled);
  const kernel = createKernel(compiled, rebase, false, true);
  const { tables, parameters, inArena } = kernel;
  const { arena } = inArena;
  const met = arms.portfolios.map((_, portfolio): Met => {
    const variants = scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]);
    return {
      variants,
      touched: scenarios.flatMap(({ variantOfPortfolio }, place) =>
        variantOfPortfolio[0] === variants[place] ? [] : [place],
      ),
    };
  });
  const size = blockTrials(plan);
  const unit = unitTrials(plan);
  const cells = Math.ceil((size * years) / CELLS_AT_ONCE) * CELLS_AT_ONCE;
  const tallies = tallied.map(({ insurance }) =>
    createOpenTally(years, groups.parts, insurance !== undefined, cells, arena),
  );
  const adding = inArena.years;
  const ofPairs = arena.doubles(2 * cells);
  const ofScenarios = tables.map((table) => scenarioYears(table, years, cells, adding, arena, ofPairs));
  const setting: YearsSetting = { cells, groups, scenarios: ofScenarios, adding, arena };
  const isCompared = plan.options.length > 0;
  const room = {
    ofTrials: arena.doubles(cells),
    tail: tailRoom(cells, arena),
    figures: figureRoom(years, arena),
  };
  const excessCents = arena.doubles(cells);
  const none = arena.doubles(cells);

  const before = met[0].variants;
  const baseline = wholeYears(setting, before, yearsRoom(setting));
  const roomOfChanged = isCompared ? yearsRoom(setting) : undefined;
  const places = arms.portfolios.map((_, place) => place);
  const untalliedPlaces = places.filter((place) => tallied.every(({ portfolio }) => portfolio !== place));
  const changedPlaces = [...tallied.slice(1).map(({ portfolio }) => portfolio), ...untalliedPlaces];
  const leftOf = sharedLeft(
    setting,
    changedPlaces.map((place) => met[place].touched),
  );
  const portfolios = tallied.map(({ portfolio }, place) => {
    if (place === 0) return baseline;
    const lossCents = arena.doubles(cells); // which later options are compared with
    return changedYears(setting, baseline, before, met[portfolio], { ...roomOfChanged!, lossCents }, leftOf);
  });
  const compared = tallied.map(({ insurance }, place): PortfolioBlock => ({
    retainedCents: insurance ? arena.doubles(cells) : portfolios[place].lossCents,
    isBreached: isCompared && portfolios[place].breaches.length ? arena.doubles(cells) : none,
    excessCents: isCompared ? arena.doubles(cells) : excessCents,
  }));
  let costless: boolean | undefined;
  const block: BlockYears = {
    trials: arena.words(1),
    years,
    unit,
    hasCostless: () => (costless ??= ofScenarios.some((its) => its.hasCostless())),
  };
  const factors = arena.doubles(years * STRIDE);
  const presentUsd = arms.portfolios.map(() => arena.doubles(isCompared ? cells : 0));
  const adders = tallied.map(({ insurance, portfolio: its }, place) => {
    const portfolio = portfolios[place];
    return portfolioTally(
      tallies[place],
      portfolio,
      ownParts(setting, met[its], place === 0, tallies[place], portfolio),
      {
        excessCents: insurance ? excessCents : compared[place].excessCents,
        factors,
        ...(isCompared && { presentUsd: presentUsd[its] }),
      },
      block,
      room,
      arena,
    );
  });
  const lossesOnly = arena.doubles(cells);
  const untallied = untalliedPlaces.map((place) => ({
    place,
    losses: changedLosses(setting, baseline, before, met[place], lossesOnly, leftOf),
  }));
  const { sampler, mean } = compiled.parameters[costs.discountRate];
  const isRateKnown = !sampler;
  if (isRateKnown)
    discountFactors(mean, new Float64Array(years)).forEach((factor, year) =>
      factors.fill(factor, year * STRIDE, (year + 1) * STRIDE),
    );
  const sums = plan.options.map(() => optionSums(years, arena.doubles));
  const ofOptions = optionRoom(cells, arena);
  const addOption = arms.options.map((its, option) =>
    tallyOption(compiled, option, its, parameters.columns, sums[option], ofOptions, adding, arena, {
      factors,
      baseline: compared[0],
      chosen: compared[option + 1],
      before: compared[option],
      beforeArm: tallied[option].portfolio,
      presentUsd,
    }),
  );

  const steps = tallied.map(({ insurance, portfolio: its }, place) => {
    const portfolio = portfolios[place];
    const { retainedCents, isBreached, excessCents: excess } = compared[place];
    const findsBreached = isCompared && portfolio.breaches.length > 0;
    return (pilot: PilotTail, trials: number): void => {
      portfolio.fill();
      adders[place].add();
      if (insurance) {
        retainedCents.set(portfolio.lossCents);
        payInsurance(insurance, tables, met[its].variants, (cell, cents) => (retainedCents[cell] -= cents));
        tallyRetained(tallies[place], portfolio, block, retainedCents, pilot, excess);
      }
      if (findsBreached) adding.findAny(trials, years, portfolio.breaches.byteOffset, isBreached.byteOffset);
    };
  });

  const sharings = tallies.map((tally, place) =>
    sharing(tally, tallies[0], setting, met[tallied[place].portfolio]),
  );
  const pack = lossPacker(adding, arena, tallies.length > 1 ? MOST_ROWS : 0);
  const fillScenario = (scenario: number) => ofScenarios[scenario].fill(block.trials[0], unit);

  function simulateBlock(pilot: readonly PilotTail[], first: number, trials: number): void {
    block.trials[0] = trials;
    costless = undefined;
    kernel.simulate(first, trials, fillScenario);
    if (isCompared && !isRateKnown)
      findFactors(parameters.columns, costs.discountRate, years, trials, factors);
    for (let place = 0; place < steps.length; place++) steps[place](pilot[place], trials);
    for (const { place, losses } of untallied) {
      losses.fill();
      adding.discount(
        trials,
        years,
        lossesOnly.byteOffset,
        factors.byteOffset,
        STRIDE,
        presentUsd[place].byteOffset,
      );
    }
    for (let option = 0; option < addOption.length; option++) addOption[option](trials);
  }

  return function simulateTrials(pilot, from, to) {
    for (const tally of tallies) clearTally(tally, adding);
    adders.forEach((adder, place) => adder.begin(pilot[place]));
    for (const { bins } of [...ofScenarios.map((its) => its.sums), ...sums])
      adding.clear(bins.byteLength, bins.byteOffset);
    for (let first = from; first < to;) {
      // up to the next block, and to the next unit where the piece begins within one
      const whole = first % unit === 0 ? size : unit;
      const trials = Math.min(whole - (first % whole), to - first);
      simulateBlock(pilot, first, trials);
      first += trials;
    }
    for (const tally of tallies) countTaken(tally, adding);
    for (const shared of sharings) adding.calls.run(shared);
    return {
      tallies: tallies.map((tally) => packTally(tally, pack)),
      options: sums.map(({ bins }) => bins.slice()),
    };
  };
}

/** The discount factors of each trial, [year * STRIDE + trial]. */
function findFactors(
  columns: Float64Array,
  discountRate: number,
  years: number,
  trials: number,
  into: Float64Array,
): void {
  const factors = new Float64Array(years);
  let latest = NaN;
  for (let trial = 0; trial < trials; trial++) {
    const rate = columns[discountRate * STRIDE + trial];
    if (rate !== latest) discountFactors(rate, factors);
    latest = rate;
    for (let year = 0; year < years; year++) into[year * STRIDE + trial] = factors[year];
  }
}
