import type { Arms } from '../investment/arms.ts';
import { optionSums, tallyOption, type PortfolioBlock } from '../investment/benefit.ts';
import { discountFactors } from '../investment/cost.ts';
import { payInsurance } from '../investment/insurance.ts';
import { exactSums, SUM_BINS } from '../math/exact-sum.ts';
import { BLOCK_TRIALS, blockTrials, STRIDE, unitTrials } from './block.ts';
import type { CompiledPlan } from './compile.ts';
import { groupsOf } from './groups.ts';
import { createKernel } from './kernel.ts';
import type { Insurance } from './plan.ts';
import {
  changeLosses,
  changeYears,
  createPortfolioYears,
  fillYears,
  type PortfolioYears,
  type Variants,
} from './portfolio-years.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { shareTally } from './share-tally.ts';
import {
  addScenario,
  clearTally,
  createOpenTally,
  excessOf,
  packTally,
  tallyColumn,
  tallyHours,
  tallyLosses,
  tallyRecords,
  tallyRetained,
  type PackedTally,
  type PilotTail,
} from './tally.ts';
import { tailColumns, tallyTail, type BlockYears } from './tail-make-up.ts';

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

/** A portfolio, as the variants that it meets and the scenarios in which those differ from the baseline's. */
interface Met {
  readonly variants: Variants;
  readonly touched: readonly number[];
}

/** Simulates trials `from` to `to` (exclusive). */
export type SimulateTrials = (pilot: readonly PilotTail[], from: number, to: number) => TrialsAnswer;

/**
 * Gets ready to simulate trials, block by block: for many pieces of work, since that takes as long as a hundred thousand trials. The baseline's
 * years are added up from all events; a portfolio's are the baseline's with the scenarios that it touches exchanged, and what it does not touch
 * at all is taken from the baseline's tally.
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
  const kernel = createKernel(compiled, rebase);
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
  const tallies = tallied.map(({ insurance }) =>
    createOpenTally(years, groups.parts, insurance !== undefined, arena),
  );
  const ofVariants = scenarios.map(({ variants }) => {
    const sums = 2 * variants.length;
    return exactSums(sums, arena.doubles(sums * SUM_BINS));
  });
  // by scenario and variant: what each trial and year costs, for those that are tallied
  const centsOf = scenarios.map(({ variants }, place) => {
    const wanted = new Set(tallied.map(({ portfolio }) => met[portfolio].variants[place]));
    return variants.map((_, variant) =>
      wanted.has(variant) ? arena.doubles(BLOCK_TRIALS * years) : undefined,
    );
  });
  const sums = plan.options.map(() => optionSums(years));
  const addOption = arms.options.map((its, option) =>
    tallyOption(compiled, option, its, parameters.columns, sums[option]),
  );

  const baseline = createPortfolioYears(years, groups, inArena);
  const changed = createPortfolioYears(years, groups, inArena);
  const isCompared = plan.options.length > 0;
  const tailParts = tallied.map(({ portfolio }, place) => {
    const { groups: columns } = place === 0 ? baseline : changed;
    return [
      ...centsOf.map((its, scenario) => ({
        part: groups.parts.scenarios + scenario,
        cents: its[met[portfolio].variants[scenario]]!,
      })),
      ...groups.sources.flatMap((source, part) =>
        source.kind === 'column' ? [{ part, cents: columns[source.column] }] : [],
      ),
    ];
  });
  const lossesOnly = arena.doubles(BLOCK_TRIALS * years);
  const presentUsd = arms.portfolios.map(() => new Float64Array(isCompared ? BLOCK_TRIALS : 0));
  const untallied = arms.portfolios.flatMap((_, place) =>
    tallied.some(({ portfolio }) => portfolio === place) ? [] : [place],
  );
  const compared = tallied.map(() => comparedBlock(isCompared ? BLOCK_TRIALS : 0, years));
  const factors = new Float64Array(years * STRIDE);
  const unit = unitTrials(plan);
  const tailRoom = tailColumns(BLOCK_TRIALS * years, arena);

  /** Present value of a portfolio's losses, trial by trial. */
  function discount(lossCents: Float64Array, into: Float64Array, trials: number): void {
    for (let trial = 0; trial < trials; trial++) {
      let usd = 0;
      for (let year = 0; year < years; year++)
        usd += (lossCents[trial * years + year] / 100) * factors[year * STRIDE + trial];
      into[trial] = usd;
    }
  }

  function add(place: number, portfolio: PortfolioYears, pilot: readonly PilotTail[], trials: number): void {
    const tally = tallies[place];
    const { insurance } = tallied[place];
    const { variants, touched } = met[tallied[place].portfolio];
    const isBaseline = place === 0;
    const block: BlockYears = { trials, years, unit, portfolio };
    tallyLosses(tally, block, pilot[place]);
    if (isBaseline || touched.some((scenario) => groups.shapes[scenario].hasRecords))
      tallyRecords(tally, block);
    if (isBaseline || touched.some((scenario) => groups.shapes[scenario].hasHours)) tallyHours(tally, block);
    groups.sources.forEach((source, part) => {
      if (source.kind !== 'column') return;
      if (isBaseline || touchedColumns[place].has(source.column))
        tallyColumn(tally, part, block, portfolio.groups[source.column]);
    });
    const { tailFromCents } = pilot[place];
    if (tailFromCents < Infinity)
      tallyTail(tally, block, tailFromCents, tailParts[place], groups.parts.count, tailRoom, arena);

    const { retainedCents, isBreached, excessCents } = compared[place];
    if (insurance) {
      const retained = isCompared ? retainedCents : lossesOnly;
      retained.set(portfolio.lossCents);
      payInsurance(insurance, tables, variants, (cell, cents) => (retained[cell] -= cents));
      tallyRetained(tally, trials, years, retained, pilot[place]);
    } else if (isCompared) retainedCents.set(portfolio.lossCents);
    if (!isCompared) return;
    for (let trial = 0; trial < trials; trial++) {
      excessCents[trial] = excessOf(retainedCents, trial, years, pilot[place].retainedCents);
      let breaches = 0;
      for (let cell = trial * years; cell < (trial + 1) * years; cell++)
        breaches += portfolio.breaches.length ? portfolio.breaches[cell] : 0;
      isBreached[trial] = Number(breaches > 0);
    }
    discount(portfolio.lossCents, presentUsd[tallied[place].portfolio], trials);
  }
  const touchedColumns = tallied.map(
    ({ portfolio }) =>
      new Set(
        met[portfolio].touched.flatMap((scenario) => groups.contributions[scenario].map((it) => it.column)),
      ),
  );

  const size = blockTrials(plan);

  function simulateBlock(pilot: readonly PilotTail[], first: number, trials: number): void {
    kernel.simulate(first, trials);
    const all: BlockYears = { trials, years, unit, portfolio: baseline };
    tables.forEach((table, place) => addScenario(table, centsOf[place], all, ofVariants[place]));
    if (isCompared) findFactors(parameters.columns, costs.discountRate, years, trials, factors);
    fillYears(baseline, tables, groups, met[0].variants);
    add(0, baseline, pilot, trials);
    for (let place = 1; place < tallied.length; place++) {
      const { variants, touched } = met[tallied[place].portfolio];
      changeYears(changed, baseline, tables, groups, { from: met[0].variants, to: variants }, touched);
      add(place, changed, pilot, trials);
    }
    for (const place of untallied) {
      const { variants, touched } = met[place];
      changeLosses(lossesOnly, baseline, tables, { from: met[0].variants, to: variants }, touched);
      discount(lossesOnly, presentUsd[place], trials);
    }
    addOption.forEach((addBlock, option) =>
      addBlock({
        trials,
        factors,
        baseline: compared[0],
        chosen: compared[option + 1],
        before: compared[option],
        beforeArm: tallied[option].portfolio,
        presentUsd,
      }),
    );
  }

  return (pilot, from, to) => {
    tallies.forEach(clearTally);
    for (const { bins } of [...ofVariants, ...sums]) bins.fill(0);
    for (let first = from; first < to;) {
      // up to the next block, and to the next unit where the piece begins within one
      const whole = first % unit === 0 ? size : unit;
      const trials = Math.min(whole - (first % whole), to - first);
      simulateBlock(pilot, first, trials);
      first += trials;
    }
    tallies.forEach((tally, place) =>
      shareTally(tally, tallies[0], groups, met[tallied[place].portfolio], touchedColumns[place], ofVariants),
    );
    return { tallies: tallies.map(packTally), options: sums.map(({ bins }) => bins.slice()) };
  };
}

const comparedBlock = (trials: number, years: number): PortfolioBlock => ({
  retainedCents: new Float64Array(trials * years),
  isBreached: new Uint8Array(trials),
  excessCents: new Float64Array(trials),
});

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
