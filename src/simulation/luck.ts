import { LOSS_FACTORS } from '../controls/effects.ts';
import { meanOpen, latestRun, type Era } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import type {
  CompiledPlan,
  Fading,
  ThinningGroup,
  Variant,
  VariantControl,
  VariantEffect,
} from './compile.ts';
import type { EpisodeSource, Programme, VarianceGroup } from './compile-episodes.ts';
import { componentsOf, variantOfEntry, type Component } from './components.ts';
import { createLattice, type Dimension } from './lattice.ts';

const LN2 = 0.6931471805599453;

/**
 * What luck can do to one attempt, given what we do not know: who is covered, how it came in, whether a control is down or evaded, when
 * tests ran, what falls with the struck asset. The kernel draws these. Here thinning is integrated out; whether controls are up comes from
 * the closed form of their availability, and all their states are added up; the rest are dimensions of a lattice of points. So an
 * expectation given the parameters takes few points. Used for the rebase and for credible ranges.
 *
 * Dimensions are keyed by what they are about, so the same point means the same luck for every scenario and portfolio.
 */
export interface Luck {
  /** Starts on a set of `points` (a power of two), with the parameters as they are now; another `draw`, another lattice. */
  begin(draw: number, points: number): void;
  /** Takes up the parameters as they are now, on the same lattice. */
  redraw(): void;
  /** Goes to a point and a year; `year` counts from 0, or is -1 for the long run before any lead time. */
  move(point: number, year: number): void;
  /** What the point at hand says of one variant of a scenario. */
  at(scenario: number, variant: number): AttemptLuck;
  /** US dollars per hour of a scenario's struck asset and of all that goes down with it; 0 where it states no outage. */
  hourlyUsd(scenario: number): number;
  /** Assets whose records are exposed beside the struck one. */
  exposed(scenario: number): readonly number[];
  /** Whether points differ at all for a variant, and whether years do. */
  varies(scenario: number, variant: number): { readonly byPoint: boolean; readonly byYear: boolean };
}

/** Expectations over the states of controls; the same object is filled anew at each call. */
export interface AttemptLuck {
  /** Probability that the attempt becomes a loss event. */
  success: number;
  /** E[success x what is left of a factor], by LOSS_FACTORS; that of SECONDARY_LOSS is of both secondary factors together. */
  readonly left: Float64Array;
  /** The states in which different shares of the records are left: E[success in that state], and the share. */
  states: number;
  readonly stateSuccess: Float64Array;
  readonly stateRecordsLeft: Float64Array;
}

/** States of one component that are added up; where there are more, the states of further controls are drawn from the lattice. */
const MOST_STATES = 64;
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/** What a dimension is about; those of lists add their place. */
const ABOUT = {
  COVERAGE: 1,
  TIME: 2,
  ENTRY: 3,
  STATE: 4,
  TEST_PHASE: 6,
  RENEWAL: 1 << 16,
  PROPAGATION: 2 << 16,
  EXPOSURE: 3 << 16,
} as const;

/** Groups of effects that share a mechanism, flat: how many there are, then the places of each one's control and share in the component. */
type Groups = Int32Array;

/** A component of one or more variants of a scenario, and what was found of it at a point. */
interface PreparedComponent extends Pick<Component, 'controls' | 'lowersRecords'> {
  /** Whether a control of it requires another. */
  readonly isChained: boolean;
  readonly states: readonly Dimension[];
  /** Of ATTEMPTS, and of SUSCEPTIBILITY what an exploit does not pass. */
  readonly faced: Groups;
  /** Of SUSCEPTIBILITY what an exploit passes. */
  readonly bypassed: Groups;
  /** The loss factors that it lowers, ascending, and how. */
  readonly factors: readonly number[];
  readonly otherFactors: readonly number[];
  readonly losses: readonly Groups[];
  /** By effect: its control, its efficacy (a parameter), and the place of its fading (-1: none). */
  readonly controlOf: Int32Array;
  readonly efficacyOf: Int32Array;
  readonly fadingOf: Int32Array;
  readonly shares: Float64Array;
  move: number;
  /** By path (an attempt that wins against resistance, an exploit): the chance to pass; then that x what is left of each factor. */
  readonly pass: Float64Array;
  readonly left: Float64Array;
  stateCount: number;
  readonly statePass: Float64Array;
  readonly stateRecordsLeft: Float64Array;
}

/** What is known of a source of episodes: by draw of the parameters, and by point. */
interface SourceState {
  /** Of all variance effects on it: none means one era. */
  readonly leadTimes: readonly number[];
  drawn: number;
  eras: Mutable<Era>[];
  runs: { phase: number; everyDays: number; firstRunDay: number; perRun: number; reach: number }[];
  move: number;
  mean: number;
  /** Chance that none is open. */
  none: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What falls, or is exposed, with an asset, by point. */
interface Spread {
  downMove: number;
  hourlyUsd: number;
  exposedMove: number;
  exposed: number[];
}

/**
 * Points are visited one after the other, each for all scenarios and variants, so what they share (how many failures are open, when
 * tests ran, what falls with an asset) is found once a point.
 */
export function createLuck(compiled: CompiledPlan, values: Float64Array, seed: string): Luck {
  const { scenarios, assets, episodes: sources, programmes, schedules } = compiled;
  const lattice = createLattice(seed);
  const { dimension, coordinate } = lattice;
  let year = -1;
  let day = 0;
  // count of changes of the parameters: what was found under an older one is stale
  let drawn = 0;

  const coverageDimension = dimension(ABOUT.COVERAGE, 0);
  const timeDimension = dimension(ABOUT.TIME, 0);
  const phaseDimensions = programmes.map(({ entity }) => dimension(ABOUT.TEST_PHASE, entity));
  const renewalDimensions = schedules.map(({ entity, place }) => dimension(ABOUT.RENEWAL + place, entity));
  const dependencies = assets.reduce((count, { dependents }) => count + dependents.length, 0);
  const byDependency = (about: number) =>
    Array.from({ length: dependencies }, (_, place) => dimension(about + place, 0));
  const propagationDimensions = byDependency(ABOUT.PROPAGATION);
  const exposureDimensions = byDependency(ABOUT.EXPOSURE);

  const fadings = fadingTable();
  const known = new Map<string, PreparedComponent>();
  const prepared = scenarios.map(({ asset, entity, entryEnds, aiCapable, variants }) => ({
    entryDimension: dimension(ABOUT.ENTRY, entity),
    variants: variants.map((variant) => ({
      byEntry: aiCapable.map((capable, entry) =>
        componentsOf(variantOfEntry(variant, entry, capable)).map(preparedOnce),
      ),
      ...variability(compiled, variant, entryEnds.length > 0, assets[asset].dependents.length > 0),
    })),
  }));

  /** Scenarios share a component that is the same for both: it is added up once a point. */
  function preparedOnce(component: Component): PreparedComponent {
    const key = JSON.stringify(component);
    const its = known.get(key) ?? prepare(component);
    known.set(key, its);
    return its;
  }

  function prepare(component: Component): PreparedComponent {
    const effects: VariantEffect[] = [];
    const flat = (groups: readonly (readonly VariantEffect[])[]): Groups =>
      Int32Array.from(
        groups.flatMap((group) => [
          group.length,
          ...group.flatMap((effect) => [effect.control, effects.push(effect) - 1]),
        ]),
      );
    const { controls, attempts, susceptibility, losses, lowersRecords } = component;
    const effectsOf = (groups: readonly ThinningGroup[]) => groups.map((group) => group.effects);
    const factors = losses.flatMap((groups, factor) => (groups.length > 0 ? [factor] : []));
    // both secondary factors count where either does
    if (factors.includes(SECONDARY_PROBABILITY) && !factors.includes(SECONDARY_LOSS))
      factors.push(SECONDARY_LOSS);
    return {
      controls,
      states: controls.map(({ number }) => dimension(ABOUT.STATE, number)),
      faced: flat([...effectsOf(attempts), ...effectsOf(susceptibility.filter(({ bypassed }) => !bypassed))]),
      bypassed: flat(effectsOf(susceptibility.filter(({ bypassed }) => bypassed))),
      factors,
      otherFactors: LOSS_FACTORS.flatMap((_, factor) => (factors.includes(factor) ? [] : [factor])),
      losses: factors.map((factor) => flat(losses[factor])),
      lowersRecords,
      isChained: controls.some(({ requires }) => requires.length > 0),
      controlOf: Int32Array.from(effects, ({ control }) => control),
      efficacyOf: Int32Array.from(effects, ({ efficacy }) => efficacy),
      fadingOf: Int32Array.from(effects, ({ fading }) => (fading ? fadings.place(fading) : -1)),
      shares: new Float64Array(effects.length),
      move: -1,
      pass: new Float64Array(2),
      left: new Float64Array(2 * LOSS_FACTORS.length),
      stateCount: 0,
      statePass: new Float64Array(lowersRecords ? 2 * MOST_STATES : 0),
      stateRecordsLeft: new Float64Array(lowersRecords ? MOST_STATES : 0),
    };
  }

  const states = sources.map(({ programmes: its, frequency, discovery, repair }): SourceState => ({
    leadTimes: [...frequency, ...discovery, ...repair].flat().flatMap(({ leadTimes }) => leadTimes),
    drawn: -1,
    eras: [{ fromDay: -Infinity, toDay: Infinity, perYear: 0, discoveryDays: 0, repairDays: 0 }],
    runs: its.map((at) => ({
      phase: 0,
      everyDays: programmes[at].everyDays,
      firstRunDay: 0,
      perRun: 0,
      reach: 0,
    })),
    move: -1,
    mean: 0,
    none: 1,
  }));
  const spreads = assets.map((): Spread => ({ downMove: -1, hourlyUsd: 0, exposedMove: -1, exposed: [] }));

  function latest(leadTimes: readonly number[]): number {
    let at = 0;
    for (const parameter of leadTimes) at = Math.max(at, values[parameter]);
    return at;
  }

  function firstRunDay({ leadTimes }: Programme): number {
    const at = latest(leadTimes);
    return at > 0 ? at : -Infinity;
  }

  function left(groups: readonly VarianceGroup[], startDay: number): number {
    let product = 1;
    for (const group of groups) {
      let strongest = 0;
      for (const { efficacy, coverage, leadTimes } of group)
        if (latest(leadTimes) <= Math.max(0, startDay))
          strongest = Math.max(strongest, values[efficacy] * values[coverage]);
      product *= 1 - strongest;
    }
    return product;
  }

  /** Finds the eras of a source: from each day on which variance effects come into force to the next. */
  function findEras(source: EpisodeSource, { leadTimes, eras }: SourceState): void {
    let perYear = 0;
    for (const rate of source.rates) perYear += values[rate];
    const days =
      leadTimes.length === 0
        ? []
        : [...new Set(leadTimes.map((lead) => values[lead]))].filter((at) => at > 0);
    days.sort((a, b) => a - b);
    eras.length = 1;
    for (let i = 0; i <= days.length; i++) {
      const fromDay = i === 0 ? -Infinity : days[i - 1];
      const era = (eras[i] ??= { ...eras[0] });
      era.fromDay = fromDay;
      era.toDay = i < days.length ? days[i] : Infinity;
      era.perYear = perYear * left(source.frequency, fromDay);
      era.discoveryDays = values[source.discoveryDays] * left(source.discovery, fromDay);
      era.repairDays = source.repairDays < 0 ? 0 : values[source.repairDays] * left(source.repair, fromDay);
    }
  }

  /** The state of a source at the point at hand. */
  function stateOf(place: number): SourceState {
    const state = states[place];
    if (state.move === lattice.moves()) return state;
    state.move = lattice.moves();
    const its = sources[place].programmes;
    if (state.drawn !== drawn) {
      state.drawn = drawn;
      findEras(sources[place], state);
      for (let i = 0; i < its.length; i++) {
        const programme = programmes[its[i]];
        state.runs[i].firstRunDay = firstRunDay(programme);
        state.runs[i].perRun = values[programme.find] * values[programme.fix];
        state.runs[i].reach = values[programme.reach];
      }
    }
    for (let i = 0; i < its.length; i++) state.runs[i].phase = coordinate(phaseDimensions[its[i]]);
    state.mean = meanOpen(day, state.eras, state.runs);
    state.none = exp(-state.mean);
    return state;
  }

  const freshnessMoves = new Float64Array(fadings.list.length).fill(-1);
  const freshnessValues = new Float64Array(fadings.list.length);

  function freshness(place: number): number {
    if (freshnessMoves[place] !== lattice.moves()) {
      freshnessMoves[place] = lattice.moves();
      freshnessValues[place] = freshnessNow(fadings.list[place]);
    }
    return freshnessValues[place];
  }

  function freshnessNow({ halfLifeDays, schedule, leadTime, programmes: renewing }: Fading): number {
    if (schedule < 0 && year < 0) return 1;
    let renewed: number;
    if (schedule >= 0)
      renewed = latestRun(
        day,
        coordinate(renewalDimensions[schedule]),
        schedules[schedule].everyDays,
        -Infinity,
      );
    else renewed = leadTime < 0 ? 0 : values[leadTime];
    for (const at of renewing) {
      const programme = programmes[at];
      const phase = coordinate(phaseDimensions[at]);
      renewed = Math.max(renewed, latestRun(day, phase, programme.everyDays, firstRunDay(programme)));
    }
    return exp((-LN2 * Math.max(0, day - renewed)) / halfLifeDays);
  }

  /** The assets that an event reaches from the struck one, each dependency with a chance of its own. */
  function reach(
    start: number,
    along: readonly Dimension[],
    which: 'propagation' | 'exposure',
    into: number[],
  ) {
    into.length = 0;
    for (let next = -1; next < into.length; next++)
      for (const dependent of assets[next < 0 ? start : into[next]].dependents) {
        if (dependent.asset === start || into.includes(dependent.asset)) continue;
        const chance = values[dependent[which]];
        if (chance <= 0) continue;
        if (chance < 1 && !(coordinate(along[dependent.place]) < chance)) continue;
        into.push(dependent.asset);
      }
  }

  const hourly = (asset: number): number =>
    assets[asset].outageCostPerHour < 0 ? 0 : values[assets[asset].outageCostPerHour];

  const down: number[] = [];
  function hourlyWith(asset: number): number {
    const spread = spreads[asset];
    if (spread.downMove !== lattice.moves()) {
      spread.downMove = lattice.moves();
      reach(asset, propagationDimensions, 'propagation', down);
      spread.hourlyUsd = hourly(asset);
      for (const other of down) spread.hourlyUsd += hourly(other);
    }
    return spread.hourlyUsd;
  }

  function exposedWith(asset: number): readonly number[] {
    const spread = spreads[asset];
    if (spread.exposedMove !== lattice.moves()) {
      spread.exposedMove = lattice.moves();
      reach(asset, exposureDimensions, 'exposure', spread.exposed);
    }
    return spread.exposed;
  }

  /** How likely a control is to act on an attempt, if what it requires does. */
  function chanceOf(control: VariantControl): number {
    if (!(coordinate(coverageDimension) < values[control.coverage])) return 0;
    if (year >= 0 && control.leadTime >= 0 && day < values[control.leadTime]) return 0;
    const up = control.failures < 0 ? 1 : stateOf(control.failures).none;
    return control.evasion >= 0 ? up * (1 - values[control.evasion]) : up;
  }

  const NONE: readonly number[] = [];
  const answer: AttemptLuck = {
    success: 0,
    left: new Float64Array(LOSS_FACTORS.length),
    states: 0,
    stateSuccess: new Float64Array(MOST_STATES),
    stateRecordsLeft: new Float64Array(MOST_STATES),
  };
  /** By path (an attempt that wins against resistance, an exploit) and factor: passing x what is left. */
  const passesLeft = new Float64Array(2 * LOSS_FACTORS.length);
  const most = Math.max(
    1,
    ...scenarios.flatMap(({ variants }) => variants.map(({ controls }) => controls.length)),
  );
  const operative = new Uint8Array(most);
  const fixed = new Uint8Array(most);
  const chances = new Float64Array(most);
  /** Controls of a component whose states are added up. */
  const open: number[] = [];

  /** What the strongest operative effect of each group leaves. */
  function leftOf(groups: Groups, shares: Float64Array): number {
    let product = 1;
    for (let at = 0; at < groups.length;) {
      let strongest = 0;
      const end = at + 1 + 2 * groups[at];
      for (at++; at < end; at += 2)
        if (operative[groups[at]] === 1 && shares[groups[at + 1]] > strongest)
          strongest = shares[groups[at + 1]];
      product *= 1 - strongest;
    }
    return product;
  }

  /** Adds one state of a component, as `operative` has it. */
  function addState(into: PreparedComponent, weight: number): void {
    const { faced, bypassed, factors, losses, shares, pass, left: passLeft } = into;
    const exploit = weight * leftOf(faced, shares);
    const normal = exploit * leftOf(bypassed, shares);
    pass[0] += normal;
    pass[1] += exploit;
    let probability = 1;
    for (let i = 0; i < factors.length; i++) {
      const factor = factors[i];
      let its = leftOf(losses[i], shares);
      if (factor === SECONDARY_PROBABILITY) probability = its;
      else if (factor === SECONDARY_LOSS) its *= probability;
      else if (factor === RECORDS) {
        const at = into.stateCount++;
        into.statePass[2 * at] = normal;
        into.statePass[2 * at + 1] = exploit;
        into.stateRecordsLeft[at] = its;
      }
      passLeft[2 * factor] += normal * its;
      passLeft[2 * factor + 1] += exploit * its;
    }
  }

  /** Adds up all states of a component at the point at hand, once for all variants that have it. */
  function addUp(into: PreparedComponent): void {
    into.move = lattice.moves();
    const { controls, states, controlOf, efficacyOf, fadingOf, shares, otherFactors } = into;
    into.pass.fill(0);
    into.left.fill(0);
    into.stateCount = 0;
    open.length = 0;
    for (let at = 0; at < controls.length; at++) {
      const chance = chanceOf(controls[at]);
      chances[at] = chance;
      if (chance > 0 && chance < 1 && 2 << open.length <= MOST_STATES) {
        open.push(at);
      } else
        fixed[at] = operative[at] = Number(chance === 1 || (chance > 0 && coordinate(states[at]) < chance));
    }
    for (let i = 0; i < shares.length; i++) {
      if (chances[controlOf[i]] === 0) shares[i] = 0;
      else
        shares[i] = fadingOf[i] < 0 ? values[efficacyOf[i]] : values[efficacyOf[i]] * freshness(fadingOf[i]);
    }
    for (let bits = 0; bits < 1 << open.length; bits++) {
      let weight = 1;
      for (let i = 0; i < open.length; i++) {
        const up = (bits >> i) & 1;
        operative[open[i]] = up;
        weight *= up ? chances[open[i]] : 1 - chances[open[i]];
      }
      if (into.isChained) {
        // one that stood up in the state before may have been put down for want of another
        for (let at = 0; at < controls.length; at++) {
          if (open.indexOf(at) < 0) operative[at] = fixed[at];
          for (const needed of controls[at].requires) if (operative[needed] === 0) operative[at] = 0;
        }
      }
      addState(into, weight);
    }
    for (const factor of otherFactors) {
      into.left[2 * factor] = into.pass[0];
      into.left[2 * factor + 1] = into.pass[1];
    }
  }

  return {
    begin(draw, points) {
      lattice.begin(draw, points);
      drawn++;
    },

    redraw() {
      drawn++;
    },

    move(point, toYear) {
      lattice.move(point);
      year = toYear;
      day = year < 0 ? 0 : (year + coordinate(timeDimension)) * 365;
    },

    hourlyUsd: (scenario) => (scenarios[scenario].outageHours ? hourlyWith(scenarios[scenario].asset) : 0),
    exposed: (scenario) => (scenarios[scenario].exposes ? exposedWith(scenarios[scenario].asset) : NONE),

    varies: (scenario, variant) => prepared[scenario].variants[variant],

    at(scenarioPlace, variantPlace) {
      const scenario = scenarios[scenarioPlace];
      const { entryDimension, variants } = prepared[scenarioPlace];
      const variant = scenario.variants[variantPlace];
      let entry = 0;
      if (scenario.entryEnds.length) {
        const u = coordinate(entryDimension);
        entry = scenario.entryEnds.findIndex((end) => u < end) + 1;
      }
      let normal = 1;
      let exploit = 1;
      let others = 1;
      let othersExploit = 1;
      let ofRecords: PreparedComponent | undefined;
      passesLeft.fill(1);
      for (const component of variants[variantPlace].byEntry[entry]) {
        if (component.move !== lattice.moves()) addUp(component);
        const { pass, left: its } = component;
        normal *= pass[0];
        exploit *= pass[1];
        for (let at = 0; at < passesLeft.length; at++) passesLeft[at] *= its[at];
        if (component.lowersRecords) ofRecords = component;
        else {
          others *= pass[0];
          othersExploit *= pass[1];
        }
      }

      const wins = scenario.susceptibility >= 0 ? values[scenario.susceptibility] : scenario.winProbability;
      let exploited = 0;
      if (variant.weaknesses >= 0)
        exploited =
          1 - exp(-values[assets[scenario.asset].exploitability] * stateOf(variant.weaknesses).mean);
      const won = (1 - exploited) * wins;
      answer.success = won * normal + exploited * exploit;
      for (let factor = 0; factor < LOSS_FACTORS.length; factor++)
        answer.left[factor] = won * passesLeft[2 * factor] + exploited * passesLeft[2 * factor + 1];
      answer.states = ofRecords?.stateCount ?? 1;
      answer.stateSuccess[0] = answer.success;
      answer.stateRecordsLeft[0] = 1;
      if (ofRecords)
        for (let at = 0; at < answer.states; at++) {
          const { statePass, stateRecordsLeft } = ofRecords;
          answer.stateSuccess[at] =
            won * others * statePass[2 * at] + exploited * othersExploit * statePass[2 * at + 1];
          answer.stateRecordsLeft[at] = stateRecordsLeft[at];
        }
      return answer;
    },
  };
}

/** One place for each way of fading, however many effects have it. */
function fadingTable() {
  const list: Fading[] = [];
  const known = new Map<string, number>();
  return {
    list,
    place(fading: Fading): number {
      const key = JSON.stringify(fading);
      const at = known.get(key) ?? list.push(fading) - 1;
      known.set(key, at);
      return at;
    },
  };
}

/** Whether luck, and whether the year, make any difference to a variant. */
function variability(compiled: CompiledPlan, variant: Variant, hasEntries: boolean, hasDependents: boolean) {
  const { parameters, episodes: sources, programmes } = compiled;
  const isOne = (parameter: number) => !parameters[parameter].sampler && parameters[parameter].mean === 1;
  const effects = [
    ...variant.attempts.flatMap(({ effects: its }) => its),
    ...variant.susceptibility.flatMap(({ effects: its }) => its),
    ...variant.losses.flat(2),
  ];
  const failing = [...variant.controls.map(({ failures }) => failures), variant.weaknesses].filter(
    (place) => place >= 0,
  );
  const fading = effects.flatMap(({ fading: its }) => (its ? [its] : []));
  const tests = [
    ...failing.flatMap((place) => sources[place].programmes),
    ...fading.flatMap(({ programmes: its }) => its),
  ];
  const byYear =
    variant.controls.some(({ leadTime }) => leadTime >= 0) ||
    fading.some(({ schedule }) => schedule < 0) ||
    tests.some((place) => programmes[place].leadTimes.length > 0) ||
    failing.some((place) =>
      [sources[place].frequency, sources[place].discovery, sources[place].repair].some((groups) =>
        groups.some((group) => group.some(({ leadTimes }) => leadTimes.length > 0)),
      ),
    );
  const byPoint =
    byYear ||
    hasEntries ||
    hasDependents ||
    fading.length > 0 ||
    tests.length > 0 ||
    variant.controls.some(
      ({ coverage, evasion, failures }) => !isOne(coverage) || evasion >= 0 || failures >= 0,
    );
  return { byPoint, byYear };
}
