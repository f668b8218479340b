import type { Arms } from '../investment/arms.ts';
import { optionRoom, optionSums, tallyOption, type PortfolioBlock } from '../investment/benefit.ts';
import { discountFactors } from '../investment/cost.ts';
import { payInsurance } from '../investment/insurance.ts';
import { blockTrials, STRIDE, unitTrials } from './block.ts';
import { CELLS_AT_ONCE } from './cell-routines.ts';
import type { CompiledPlan } from './compile.ts';
import { groupsOf } from './groups.ts';
import { createKernel } from './kernel.ts';
import type { Insurance } from './plan.ts';
import {
  changedLosses,
  changedYears,
  touchesColumn,
  wholeYears,
  yearsRoom,
  type Met,
  type YearsSetting,
} from './portfolio-years.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { scenarioYears } from './scenario-years.ts';
import { shareTally } from './share-tally.ts';
import {
  clearTally,
  columnPairs,
  countTaken,
  createOpenTally,
  packTally,
  SUM,
  tallyHours,
  tallyLosses,
  tallyRecords,
  tallyRetained,
  tallyRoom,
  type PackedTally,
  type PilotTail,
} from './tally.ts';
import { tailPairs, tallyTail, type BlockYears } from './tail-make-up.ts';

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
  const ofScenarios = tables.map((table) => scenarioYears(table, years, cells, adding, arena));
  const setting: YearsSetting = { cells, groups, tables, scenarios: ofScenarios, adding, arena };
  const isCompared = plan.options.length > 0;
  const room = tallyRoom(cells, arena);
  const excessCents = arena.doubles(cells);
  const none = arena.doubles(cells);

  const before = met[0].variants;
  const baseline = wholeYears(setting, before, yearsRoom(setting));
  const roomOfChanged = isCompared ? yearsRoom(setting) : undefined;
  const portfolios = tallied.map(({ portfolio }, place) =>
    place === 0
      ? baseline
      : changedYears(setting, baseline, before, met[portfolio], {
          ...roomOfChanged!,
          lossCents: arena.doubles(cells), // which later options are compared with
        }),
  );
  const tailParts = tallied.map(({ portfolio }, place) =>
    tailPairs(
      [
        ...ofScenarios.map(({ variants }, scenario) => ({
          part: groups.parts.scenarios + scenario,
          cents: variants[met[portfolio].variants[scenario]].lossCents,
        })),
        ...groups.sources.flatMap((source, part) =>
          source.kind === 'column' ? [{ part, cents: portfolios[place].groups[source.column] }] : [],
        ),
      ],
      arena,
    ),
  );
  // what of a portfolio's tally is not the baseline's
  const own = tallied.map(({ portfolio }, place) => {
    const touches = (is: (scenario: number) => boolean) => place === 0 || met[portfolio].touched.some(is);
    return {
      records: touches((scenario) => groups.shapes[scenario].hasRecords),
      hours: touches((scenario) => groups.shapes[scenario].hasHours),
      columns: columnPairs(
        tallies[place],
        [
          // of a single scenario it is known already
          ...(scenarios.length > 1 ? [{ sum: SUM.loss, cents: portfolios[place].lossCents }] : []),
          ...groups.sources.flatMap((source, part) =>
            source.kind === 'column' &&
            touches((scenario) => touchesColumn(groups, [scenario], source.column))
              ? [{ sum: SUM.parts + 2 * part, cents: portfolios[place].groups[source.column] }]
              : [],
          ),
        ],
        arena,
      ),
    };
  });
  const compared = tallied.map(({ insurance }, place): PortfolioBlock => ({
    retainedCents: insurance ? arena.doubles(cells) : portfolios[place].lossCents,
    isBreached: isCompared && portfolios[place].breaches.length ? arena.doubles(cells) : none,
    excessCents: isCompared ? arena.doubles(cells) : excessCents,
  }));
  const presentUsd = arms.portfolios.map(() => arena.doubles(isCompared ? cells : 0));
  const lossesOnly = arena.doubles(cells);
  const untallied = arms.portfolios.flatMap((_, place) =>
    tallied.some(({ portfolio }) => portfolio === place)
      ? []
      : [{ place, losses: changedLosses(setting, baseline, before, met[place], lossesOnly) }],
  );
  const factors = arena.doubles(years * STRIDE);
  const findBlockFactors = (trials: number) =>
    findFactors(parameters.columns, costs.discountRate, years, trials, factors);
  const isRateKnown = !compiled.parameters[costs.discountRate].sampler;
  /** At so many trials the factors of a known rate are found; a rate stands at those that have been drawn. */
  let factored = 0;
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

  /** Present value of a portfolio's losses, trial by trial. */
  function discount(lossCents: Float64Array, portfolio: number, trials: number): void {
    adding.discount(
      trials,
      years,
      lossCents.byteOffset,
      factors.byteOffset,
      STRIDE,
      presentUsd[portfolio].byteOffset,
    );
  }

  function add(place: number, pilot: PilotTail, block: BlockYears): void {
    const tally = tallies[place];
    const { insurance, portfolio: its } = tallied[place];
    const { portfolio, trials } = block;
    const { records, hours, columns } = own[place];
    const ofBlock = compared[place];
    const excess = insurance ? excessCents : ofBlock.excessCents;
    const listed = tallyLosses(tally, block, pilot, excess, room);
    if (records) tallyRecords(tally, block);
    if (hours) tallyHours(tally, block);
    adding.addColumns(trials, years, unit, columns.length / 2, columns.byteOffset, room.ofTrials.byteOffset);
    if (listed > 0) tallyTail(tally, block, listed, tailParts[place], groups.parts.count, room.tail, arena);
    if (insurance) {
      const { retainedCents } = ofBlock;
      retainedCents.set(portfolio.lossCents);
      payInsurance(insurance, tables, met[its].variants, (cell, cents) => (retainedCents[cell] -= cents));
      tallyRetained(tally, block, retainedCents, pilot, ofBlock.excessCents);
    }
    if (!isCompared) return;
    if (portfolio.breaches.length) findBreached(portfolio.breaches, trials, years, ofBlock.isBreached);
    discount(portfolio.lossCents, its, trials);
  }

  function simulateBlock(pilot: readonly PilotTail[], first: number, trials: number): void {
    kernel.simulate(first, trials, (scenario) => ofScenarios[scenario].fill(trials, unit));
    let costless: boolean | undefined;
    const hasCostless = () => (costless ??= ofScenarios.some((its) => its.hasCostless()));
    if (isCompared && !(isRateKnown && trials <= factored)) {
      findBlockFactors(trials);
      factored = trials;
    }
    portfolios.forEach((portfolio, place) => {
      portfolio.fill();
      add(place, pilot[place], { trials, years, unit, hasCostless, portfolio });
    });
    for (const { place, losses } of untallied) {
      losses.fill();
      discount(lossesOnly, place, trials);
    }
    for (const addBlock of addOption) addBlock(trials);
  }

  return (pilot, from, to) => {
    tallies.forEach(clearTally);
    for (const { bins } of [...ofScenarios.map((its) => its.sums), ...sums]) bins.fill(0);
    for (let first = from; first < to;) {
      // up to the next block, and to the next unit where the piece begins within one
      const whole = first % unit === 0 ? size : unit;
      const trials = Math.min(whole - (first % whole), to - first);
      simulateBlock(pilot, first, trials);
      first += trials;
    }
    for (const tally of tallies) countTaken(tally, adding);
    tallies.forEach((tally, place) =>
      shareTally(tally, tallies[0], groups, met[tallied[place].portfolio], ofScenarios),
    );
    return { tallies: tallies.map(packTally), options: sums.map(({ bins }) => bins.slice()) };
  };
}

/** Tells of each trial whether it has a breach. */
function findBreached(breaches: Int32Array, trials: number, years: number, isBreached: Float64Array): void {
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let some = 0;
    for (let year = 0; year < years; year++) some += breaches[cell++];
    isBreached[trial] = Number(some > 0);
  }
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
