import { LOSS_FACTORS } from '../controls/effects.ts';
import { exp, log } from '../math/elementary.ts';
import { createAvailability } from '../simulation/availability.ts';
import { compilePlan } from '../simulation/compile.ts';
import { componentSums, passesOf, type ComponentSums } from '../simulation/component-sums.ts';
import { componentsOf, variantOfEntry } from '../simulation/components.ts';
import { breachChance, createExpectation, luckOf, NO_RECORDS } from '../simulation/expectation.ts';
import { createLattice } from '../simulation/lattice.ts';
import { ABOUT, type Moment } from '../simulation/moment.ts';
import { parameterMeans } from '../simulation/parameters.ts';
import type { Plan, PlanControl } from '../simulation/plan.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import { recordsLaw } from '../simulation/severity.ts';
import { cellsOf, DRAW, GROUPS, SEED, type Cell } from './cells.ts';
import { choiceComponents, planOfComponent, weaknessCandidates, type ChoiceComponent } from './components.ts';
import type { Choice, SetFunction, Term } from './set-function.ts';

/** What an attempt leads to, by what lowers it. */
const CHANNEL = { event: 0, primary: 1, outage: 2, secondary: 3, records: 4, breach: 5, count: 6 } as const;
const LOSSES = [CHANNEL.primary, CHANNEL.outage, CHANNEL.secondary, CHANNEL.records];

const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const OUTAGE = LOSS_FACTORS.indexOf('OUTAGE');
/** Of both secondary factors together. */
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');

/** Candidates of a component up to which all that can be made of them is looked at for a bound; more where that is little. */
const FEW = 4;
const FEW_OF_LITTLE = 6;
const LITTLE = 16_384;
/** What is stopped for certain counts as lowered by so much, so that a bound stays finite. */
const MOST_LOWERED = 50;
const LEAST_LEFT = exp(-MOST_LOWERED);
/** Products of a scenario that are kept. */
const MOST_KEPT = 32;
/** A double tells so many apart. */
const MOST_BITS = 52;
const MOST_BOUNDS = 1024;

/** What is asked of a scenario, each by a choice. */
export interface ScenarioWorth {
  /** Loss over the horizon, as US dollars of today. */
  readonly presentLoss: SetFunction;
  /** Over the horizon, US dollars, later ones counting as much as early ones. */
  readonly loss: SetFunction;
  /** Expected loss events, and breaches, over the horizon. */
  readonly events: SetFunction;
  readonly breaches: SetFunction;
  /** Of luck, in each year that differs. */
  readonly points: number;
}

/**
 * What every choice among the candidates leaves of a scenario, at the means of what is uncertain: averages over points of luck, where a choice
 * acts as a product over components. So a choice is told by a few products, and what a component makes of its own candidates is found once.
 *
 * @param place of the scenario in the plan
 * @param candidates none of which is in the plan's baseline
 */
export function scenarioWorth(
  plan: Plan,
  place: number,
  rebase: RebaseConstants,
  candidates: readonly PlanControl[],
): ScenarioWorth {
  const own: Plan = { ...plan, scenarios: [plan.scenarios[place]] };
  const portfolioWith = (places: readonly number[]) => ({
    controlIds: [...plan.baseline.controlIds, ...places.map((at) => candidates[at].id)],
    changes: [],
  });
  const compiled = compilePlan(own, [portfolioWith(candidates.map((_, at) => at))]);
  const [scenario] = compiled.scenarios;
  const most = scenario.variants[scenario.variantOfPortfolio[0]];
  const means = parameterMeans(compiled.parameters);
  const expectation = createExpectation(compiled, [rebase], { values: means, luck: luckOf(compiled, means) });
  const { list: cells, points } = cellsOf(compiled, most, rebase, means, expectation);

  const components: readonly ChoiceComponent[] = choiceComponents(compiled, candidates);
  const weaknesses: ChoiceComponent = {
    entry: -1,
    members: new Set(),
    candidates: most.weaknesses < 0 ? [] : weaknessCandidates(compiled, candidates),
  };
  /** An attempt that wins against resistance, and an exploit. */
  const paths = most.weaknesses < 0 ? 1 : 2;
  const width = paths * CHANNEL.count;
  const all = [...components, weaknesses];
  const touching = [...new Set(all.flatMap((it) => it.candidates))].sort((a, b) => a - b);
  const chosenOf = (choice: Choice, among: readonly number[]) => among.filter((at) => choice[at] === 1);

  /** A name of what a choice is to the scenario: of two choices that are alike to it, the same. */
  function nameOf(choice: Choice): number | string {
    if (touching.length > MOST_BITS) return chosenOf(choice, touching).join();
    let bits = 0;
    for (const at of touching) bits = 2 * bits + choice[at];
    return bits;
  }

  const { records } = own.scenarios[0];
  const held = compiled.assets[scenario.asset].records;
  const law = records ? recordsLaw(records, rebase.losses[RECORDS], held) : NO_RECORDS;
  const recordCosts = new Map<string, { readonly usd: number; readonly breach: number }>();
  /** What the records of an event cost, and the chance that it is a breach, with a share of them left. */
  function recordsOf({ exposed }: Cell, left: number): { readonly usd: number; readonly breach: number } {
    if (!scenario.exposes) return NO_COST;
    const key = `${exposed.join()} ${left}`;
    const its = recordCosts.get(key) ?? {
      usd: expectation.recordsUsd(0, exposed, left, law, rebase.recordCost),
      breach: breachChance(compiled.assets, scenario.asset, exposed, left, law),
    };
    recordCosts.set(key, its);
    return its;
  }

  const plans = new Map<ChoiceComponent, Plan>();
  /** As much of the plan as a component needs: it is compiled anew for each set. */
  function planFor(component: ChoiceComponent): Plan {
    const known = plans.get(component) ?? planOfComponent(own, component, scenario.asset, candidates);
    plans.set(component, known);
    return known;
  }

  const kept = new Map<ChoiceComponent, Map<string, Float64Array>>();
  /** What each set of candidates makes of a component, [cell * width + path * channels + channel]. */
  function factors(component: ChoiceComponent, sets: readonly (readonly number[])[]): Float64Array[] {
    const known = kept.get(component) ?? new Map<string, Float64Array>();
    kept.set(component, known);
    if (sets.some((set) => !known.has(set.join()))) {
      // what comes to few sets is measured whole, since a plan is compiled each time
      const wanted = component.candidates.length <= FEW ? subsetsOf(component.candidates) : sets;
      const missing = wanted.filter((set) => !known.has(set.join()));
      measure(component, missing).forEach((found, at) => known.set(missing[at].join(), found));
    }
    return sets.map((set) => known.get(set.join())!);
  }

  function measure(component: ChoiceComponent, sets: readonly (readonly number[])[]): Float64Array[] {
    const its = compilePlan(planFor(component), sets.map(portfolioWith));
    const [met] = its.scenarios;
    const values = parameterMeans(its.parameters);
    const lattice = createLattice();
    const moment: Moment = { lattice, values, year: 0, day: 0, draws: 0 };
    const availability = createAvailability(its, moment);
    const widest = Math.max(1, ...met.variants.map(({ controls }) => controls.length));
    const sumsOf = componentSums(moment, availability, widest);
    const time = lattice.dimension(ABOUT.TIME, 0);
    const wins = met.susceptibility >= 0 ? values[met.susceptibility] : met.winProbability;
    const { exploitability } = its.assets[met.asset];
    const variants = sets.map((_, at) => met.variants[met.variantOfPortfolio[at]]);
    const parts = variants.map((variant) =>
      component.entry < 0
        ? []
        : componentsOf(variantOfEntry(variant, component.entry, met.aiCapable[component.entry]))
            .filter(({ controls }) => controls.some(({ number }) => component.members.has(number)))
            .map(sumsOf),
    );
    const found = sets.map(() => new Float64Array(cells.length * width).fill(1));
    lattice.begin(SEED, DRAW, points);
    cells.forEach((cell, at) => {
      if (component.entry >= 0 && component.entry !== cell.entry) return;
      lattice.move(cell.point);
      moment.year = cell.year;
      moment.day = cell.year < 0 ? 0 : (cell.year + lattice.coordinate(time)) * 365;
      found.forEach((column, set) => {
        const into = column.subarray(at * width, (at + 1) * width);
        for (const sums of parts[set]) multiply(into, sums(), cell);
        if (component.entry >= 0) return;
        const source = variants[set].weaknesses;
        const exploited =
          source < 0 ? 0 : 1 - exp(-values[exploitability] * availability.openOf(source).mean);
        into.fill((1 - exploited) * wins, 0, CHANNEL.count);
        into.fill(exploited, CHANNEL.count);
      });
    });
    return found;
  }

  /** Takes up what one component of a variant makes of a cell. */
  function multiply(into: Float64Array, sums: ComponentSums, cell: Cell): void {
    const { passes, stateCount, statePass, stateRecordsLeft } = sums;
    const whole = recordsOf(cell, 1);
    for (let path = 0; path < paths; path++) {
      const at = path * CHANNEL.count;
      let usd = passes[path] * whole.usd;
      let breach = passes[path] * whole.breach;
      if (sums.lowersRecords) {
        usd = breach = 0;
        for (let state = 0; state < stateCount; state++) {
          const cost = recordsOf(cell, stateRecordsLeft[state]);
          usd += statePass[2 * state + path] * cost.usd;
          breach += statePass[2 * state + path] * cost.breach;
        }
      }
      into[at + CHANNEL.event] *= passes[path];
      into[at + CHANNEL.primary] *= passes[passesOf(PRIMARY_LOSS) + path];
      into[at + CHANNEL.outage] *= passes[passesOf(OUTAGE) + path];
      into[at + CHANNEL.secondary] *= passes[passesOf(SECONDARY_LOSS) + path];
      into[at + CHANNEL.records] *= whole.usd > 0 ? usd / whole.usd : passes[path];
      into[at + CHANNEL.breach] *= whole.breach > 0 ? breach / whole.breach : passes[path];
    }
  }

  /** What no choice changes of an attempt: what it costs, and what the controls in place make of it that no candidate touches. */
  function alwaysThere(): Float64Array {
    const product = new Float64Array(cells.length * width);
    cells.forEach((cell, at) => {
      const whole = recordsOf(cell, 1);
      for (let path = 0; path < paths; path++) {
        const from = at * width + path * CHANNEL.count;
        product[from + CHANNEL.event] = 1;
        product[from + CHANNEL.primary] = cell.primaryUsd;
        product[from + CHANNEL.outage] = cell.outageUsd;
        product[from + CHANNEL.secondary] = cell.secondaryUsd;
        product[from + CHANNEL.records] = whole.usd;
        product[from + CHANNEL.breach] = whole.breach;
      }
    });
    for (const component of components)
      if (component.candidates.length === 0) multiplyAll(product, measure(component, [[]])[0]);
    return product;
  }
  const always = alwaysThere();
  const changing = all.filter((it) => it.candidates.length > 0 || it === weaknesses);

  const products = new Map<number | string, Float64Array>();
  /** What a choice leaves of an attempt. */
  function productOf(choice: Choice): Float64Array {
    const key = nameOf(choice);
    const known = products.get(key);
    if (known) return known;
    const product = always.slice();
    for (const component of changing)
      multiplyAll(product, factors(component, [chosenOf(choice, component.candidates)])[0]);
    keep(products, key, product, MOST_KEPT);
    return product;
  }

  const logs = new Map<string, ReadonlyMap<number, Float64Array>>();
  /** By how much adding a candidate lowers what is left of a component at most, whatever else of the open ones is added: logarithms up to 0. */
  function lowering(
    component: ChoiceComponent,
    choice: Choice,
    open: Choice,
  ): ReadonlyMap<number, Float64Array> {
    const chosen = chosenOf(choice, component.candidates);
    const free = component.candidates.filter((at) => choice[at] === 0 && open[at] === 1);
    const key = `${changing.indexOf(component)} ${chosen.join()} ${free.join()}`;
    const known = logs.get(key);
    if (known) return known;
    const withMore = (more: readonly number[]) => [...chosen, ...more].sort((a, b) => a - b);
    const found = new Map<number, Float64Array>();
    const isLittle = free.length <= FEW_OF_LITTLE && (cells.length * width) << free.length <= LITTLE;
    if (free.length > FEW && !isLittle) {
      // too many to look at each way of adding them: no way leaves less than all of them do
      const [now, then] = factors(component, [chosen, withMore(free)]);
      const most = leastRatios([now], [then]);
      for (const candidate of free) found.set(candidate, most);
    } else {
      const measured = factors(
        component,
        Array.from({ length: 1 << free.length }, (_, bits) =>
          withMore(free.filter((__, i) => (bits >> i) & 1)),
        ),
      );
      free.forEach((candidate, i) => {
        const has = (_: Float64Array, bits: number) => ((bits >> i) & 1) === 1;
        const lacks = (_: Float64Array, bits: number) => ((bits >> i) & 1) === 0;
        found.set(candidate, leastRatios(measured.filter(lacks), measured.filter(has)));
      });
    }
    keep(logs, key, found, MOST_KEPT);
    return found;
  }

  /** The sum of some channels over all cells, each cell counting as often as `weightOf` says. */
  function sumOver(channels: readonly number[], weightOf: (cell: Cell) => number): SetFunction {
    const weights = cells.map(weightOf);
    const values = new Map<number | string, number>();
    const bounds = new Map<string, readonly Term[]>();
    const placeOf = new Map(touching.map((candidate, at) => [candidate, at]));
    const each = (at: (cell: number, place: number) => void): void => {
      for (let cell = 0; cell < cells.length; cell++)
        for (let path = 0; path < paths; path++)
          for (const channel of channels) at(cell, cell * width + path * CHANNEL.count + channel);
    };
    return {
      touching,
      value(choice) {
        const key = nameOf(choice);
        const known = values.get(key);
        if (known !== undefined) return known;
        const product = productOf(choice);
        let sum = 0;
        each((cell, place) => (sum += weights[cell] * product[place]));
        values.set(key, sum);
        return sum;
      },
      terms(choice, open) {
        const key = touching.map((at) => (choice[at] === 1 ? 1 : open[at] === 1 ? 2 : 0)).join('');
        const known = bounds.get(key);
        if (known) return known;
        const product = productOf(choice);
        const lowered = changing.flatMap((component) =>
          [...lowering(component, choice, open)].map(([candidate, ratios]) => ({
            at: placeOf.get(candidate)!,
            ratios,
          })),
        );
        const groups = Array.from({ length: GROUPS }, () => ({
          weight: 0,
          sums: new Float64Array(touching.length),
        }));
        each((cell, place) => {
          const weight = weights[cell] * product[place];
          if (weight === 0) return;
          const group = groups[cells[cell].group];
          group.weight += weight;
          for (const { at, ratios } of lowered) group.sums[at] -= weight * ratios[place];
        });
        const terms = groups
          .filter(({ weight }) => weight > 0)
          .map(({ weight, sums }): Term => ({ weight, exponents: sums.map((sum) => sum / weight) }));
        keep(bounds, key, terms, MOST_BOUNDS);
        return terms;
      },
    };
  }

  return {
    points,
    presentLoss: sumOver(LOSSES, ({ presentAttempts }) => presentAttempts),
    loss: sumOver(LOSSES, ({ attempts }) => attempts),
    events: sumOver([CHANNEL.event], ({ attempts }) => attempts),
    breaches: sumOver([CHANNEL.breach], ({ attempts }) => attempts),
  };
}

const subsetsOf = (places: readonly number[]): number[][] =>
  Array.from({ length: 1 << places.length }, (_, bits) => places.filter((__, i) => (bits >> i) & 1));

/** Keeps what was found; where there is no more room, what was found first is forgotten. */
function keep<K, T>(known: Map<K, T>, key: K, found: T, most: number): void {
  if (known.size >= most) known.delete(known.keys().next().value!);
  known.set(key, found);
}

const NO_COST = { usd: 0, breach: 0 };

function multiplyAll(into: Float64Array, by: Float64Array): void {
  for (let at = 0; at < into.length; at++) into[at] *= by[at];
}

/** Place by place the least logarithm of what is left after to what is left before, no more than 0; what was 0 before stays. */
function leastRatios(before: readonly Float64Array[], after: readonly Float64Array[]): Float64Array {
  const least = new Float64Array(before[0].length).fill(1);
  before.forEach((from, at) => {
    const to = after[at];
    for (let place = 0; place < least.length; place++)
      if (to[place] < least[place] * from[place]) least[place] = to[place] / from[place];
  });
  for (let place = 0; place < least.length; place++)
    if (least[place] < 1) least[place] = least[place] > LEAST_LEFT ? log(least[place]) : -MOST_LOWERED;
    else least[place] = 0;
  return least;
}
