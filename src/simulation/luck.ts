import { meanOpen, latestRun, type Era } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import { seedWords, threefry, uniform53 } from '../math/threefry.ts';
import type {
  CompiledPlan,
  Fading,
  ThinningGroup,
  Variant,
  VariantControl,
  VariantEffect,
} from './compile.ts';
import type { EpisodeSource, Programme, VarianceGroup } from './compile-episodes.ts';
import { PURPOSE, stream } from './streams.ts';

const LN2 = 0.6931471805599453;

/**
 * What luck can do to one attempt, given what we do not know: who is covered, how it came in, whether a control is down or evaded, when
 * tests ran, what falls with the struck asset. The kernel draws these; here each is a dimension of a lattice of points, thinning is
 * integrated out, and the state of controls comes from the closed form of their availability. So an expectation given the parameters
 * takes few points. Used for the rebase and for credible ranges.
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
  /** Whether points differ at all for a variant, and whether years do. */
  varies(scenario: number, variant: number): { readonly byPoint: boolean; readonly byYear: boolean };
}

/** The same object is filled anew at each call. */
export interface AttemptLuck {
  /** Probability that the attempt becomes a loss event; `wins` is the chance against resistance. */
  success: number;
  /** What is left of each of LOSS_FACTORS. */
  readonly left: Float64Array;
  /** US dollars per hour of the struck asset and of all that goes down with it. */
  hourlyUsd: number;
  /** Assets whose records are exposed beside the struck one. */
  exposed: readonly number[];
}

/** What a dimension is about; those of lists add their place. */
const ABOUT = {
  COVERAGE: 1,
  TIME: 2,
  ENTRY: 3,
  EVASION: 4,
  UP: 5,
  TEST_PHASE: 6,
  RENEWAL: 1 << 16,
  PROPAGATION: 2 << 16,
  EXPOSURE: 3 << 16,
} as const;

interface Dimension {
  readonly stream: number;
  readonly entity: number;
  draw: number;
  multiplier: number;
  shift: number;
  /** Of which point `value` is the coordinate, as a count of moves. */
  move: number;
  value: number;
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
export function createLuck(compiled: CompiledPlan, values: Float64Array): Luck {
  const { plan, scenarios, assets, episodes: sources, programmes, schedules } = compiled;
  const seed = seedWords(plan.seed);
  const random = threefry(seed.low, seed.high);
  const dimensions = new Map<string, Dimension>();
  let draw = -1;
  let points = 1;
  let point = 0;
  let year = -1;
  let day = 0;
  // counts of changes: what was found under an older one is stale
  let drawn = 0;
  let moves = 0;

  function dimension(about: number, entity: number): Dimension {
    const word = stream(PURPOSE.LUCK, about);
    const key = `${word} ${entity}`;
    let found = dimensions.get(key);
    if (!found) {
      found = { stream: word, entity, draw: -1, multiplier: 1, shift: 0, move: -1, value: 0 };
      dimensions.set(key, found);
    }
    return found;
  }

  /** A coordinate of a point: a shifted lattice whose multiplier is drawn anew for each draw and dimension. */
  function coordinate(of: Dimension): number {
    if (of.move === moves) return of.value;
    of.move = moves;
    if (of.draw !== draw) {
      random.block(draw, 0, of.stream, of.entity);
      of.multiplier = (random.words[0] >>> 0) | 1;
      of.shift = uniform53(random.words[1], random.words[2]);
      of.draw = draw;
    }
    of.value = ((Math.imul(of.multiplier, point) & (points - 1)) + of.shift) / points;
    return of.value;
  }

  const coverageDimension = dimension(ABOUT.COVERAGE, 0);
  const timeDimension = dimension(ABOUT.TIME, 0);
  const phaseDimensions = programmes.map(({ entity }) => dimension(ABOUT.TEST_PHASE, entity));
  const renewalDimensions = schedules.map(({ entity, place }) => dimension(ABOUT.RENEWAL + place, entity));
  const upDimensions = sources.map(({ entity }) => dimension(ABOUT.UP, entity));
  const dependencies = assets.reduce((count, { dependents }) => count + dependents.length, 0);
  const byDependency = (about: number) =>
    Array.from({ length: dependencies }, (_, place) => dimension(about + place, 0));
  const propagationDimensions = byDependency(ABOUT.PROPAGATION);
  const exposureDimensions = byDependency(ABOUT.EXPOSURE);

  const fadings = fadingTable();
  const prepared = scenarios.map((scenario) => ({
    entryDimension: dimension(ABOUT.ENTRY, scenario.entity),
    variants: scenario.variants.map((variant) => ({
      evasions: variant.controls.map(({ number }) => dimension(ABOUT.EVASION, number)),
      ...variability(
        compiled,
        variant,
        scenario.entryEnds.length > 0,
        assets[scenario.asset].dependents.length > 0,
      ),
    })),
  }));

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

  /** Expected open episodes at the point at hand. */
  function meanOpenOf(place: number): number {
    const state = states[place];
    if (state.move === moves) return state.mean;
    state.move = moves;
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
    return state.mean;
  }

  const freshnessMoves = new Float64Array(fadings.count()).fill(-1);
  const freshnessValues = new Float64Array(fadings.count());

  function freshness(fading: Fading): number {
    const place = fadings.place(fading);
    if (freshnessMoves[place] !== moves) {
      freshnessMoves[place] = moves;
      freshnessValues[place] = freshnessNow(fading);
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

  /** One number for each way of fading, however many variants have it. */
  function fadingTable() {
    const places = new Map<Fading, number>();
    const known = new Map<string, number>();
    for (const { variants } of scenarios)
      for (const { attempts, susceptibility, losses } of variants)
        for (const { fading } of [...attempts, ...susceptibility]
          .flatMap(({ effects }) => effects)
          .concat(losses.flat(2)))
          if (fading) {
            const key = JSON.stringify(fading);
            if (!known.has(key)) known.set(key, known.size);
            places.set(fading, known.get(key)!);
          }
    return { count: () => known.size, place: (fading: Fading) => places.get(fading)! };
  }

  const operative = new Uint8Array(
    Math.max(1, ...scenarios.flatMap(({ variants }) => variants.map(({ controls }) => controls.length))),
  );
  let entry = 0;

  function strongest(effects: readonly VariantEffect[]): number {
    let most = 0;
    for (const { control, touches, efficacy, fading } of effects) {
      if (!operative[control] || !touches[entry]) continue;
      const share = fading ? values[efficacy] * freshness(fading) : values[efficacy];
      if (share > most) most = share;
    }
    return most;
  }

  const passing = (groups: readonly ThinningGroup[], exploit: boolean): number => {
    let product = 1;
    for (const { bypassed, effects } of groups) if (!(exploit && bypassed)) product *= 1 - strongest(effects);
    return product;
  };

  const leftOf = (groups: readonly (readonly VariantEffect[])[]): number => {
    let product = 1;
    for (const effects of groups) product *= 1 - strongest(effects);
    return product;
  };

  /** The assets that an event reaches from the struck one, each dependency with a chance of its own. */
  function reach(
    start: number,
    lattice: readonly Dimension[],
    which: 'propagation' | 'exposure',
    into: number[],
  ) {
    into.length = 0;
    for (let next = -1; next < into.length; next++)
      for (const dependent of assets[next < 0 ? start : into[next]].dependents) {
        if (dependent.asset === start || into.includes(dependent.asset)) continue;
        const chance = values[dependent[which]];
        if (chance <= 0) continue;
        if (chance < 1 && !(coordinate(lattice[dependent.place]) < chance)) continue;
        into.push(dependent.asset);
      }
  }

  const hourly = (asset: number): number =>
    assets[asset].outageCostPerHour < 0 ? 0 : values[assets[asset].outageCostPerHour];

  const down: number[] = [];
  function hourlyWith(asset: number): number {
    const spread = spreads[asset];
    if (spread.downMove !== moves) {
      spread.downMove = moves;
      reach(asset, propagationDimensions, 'propagation', down);
      spread.hourlyUsd = hourly(asset);
      for (const other of down) spread.hourlyUsd += hourly(other);
    }
    return spread.hourlyUsd;
  }

  function exposedWith(asset: number): readonly number[] {
    const spread = spreads[asset];
    if (spread.exposedMove !== moves) {
      spread.exposedMove = moves;
      reach(asset, exposureDimensions, 'exposure', spread.exposed);
    }
    return spread.exposed;
  }

  function isOperative(control: VariantControl, evasion: Dimension, aiCapable: boolean): boolean {
    if (!(coordinate(coverageDimension) < values[control.coverage])) return false;
    if (year >= 0 && control.leadTime >= 0 && day < values[control.leadTime]) return false;
    for (const needed of control.requires) if (!operative[needed]) return false;
    if (control.evasion >= 0 && aiCapable && coordinate(evasion) < values[control.evasion]) return false;
    return (
      control.failures < 0 || coordinate(upDimensions[control.failures]) < exp(-meanOpenOf(control.failures))
    );
  }

  const NONE: readonly number[] = [];
  const answer: AttemptLuck = { success: 0, left: new Float64Array(5), hourlyUsd: 0, exposed: NONE };

  return {
    begin(forDraw, count) {
      draw = forDraw;
      points = count;
      drawn++;
      moves++;
    },

    redraw() {
      drawn++;
      moves++;
    },

    move(toPoint, toYear) {
      point = toPoint;
      year = toYear;
      moves++;
      day = year < 0 ? 0 : (year + coordinate(timeDimension)) * 365;
    },

    varies: (scenario, variant) => prepared[scenario].variants[variant],

    at(scenarioPlace, variantPlace) {
      const scenario = scenarios[scenarioPlace];
      const { entryDimension, variants } = prepared[scenarioPlace];
      const variant = scenario.variants[variantPlace];
      const { evasions } = variants[variantPlace];

      entry = 0;
      if (scenario.entryEnds.length) {
        const u = coordinate(entryDimension);
        entry = scenario.entryEnds.findIndex((end) => u < end) + 1;
      }
      const { controls } = variant;
      const aiCapable = scenario.aiCapable[entry];
      for (let i = 0; i < controls.length; i++)
        operative[i] = Number(isOperative(controls[i], evasions[i], aiCapable));

      const wins = scenario.susceptibility >= 0 ? values[scenario.susceptibility] : scenario.winProbability;
      let exploited = 0;
      if (variant.weaknesses >= 0)
        exploited = 1 - exp(-values[assets[scenario.asset].exploitability] * meanOpenOf(variant.weaknesses));
      const resisted = passing(variant.susceptibility, false);
      const bypassing = exploited > 0 ? passing(variant.susceptibility, true) : 0;
      answer.success =
        passing(variant.attempts, false) * (exploited * bypassing + (1 - exploited) * wins * resisted);
      for (let factor = 0; factor < 5; factor++) answer.left[factor] = leftOf(variant.losses[factor]);
      answer.hourlyUsd = scenario.outageHours ? hourlyWith(scenario.asset) : 0;
      answer.exposed = scenario.exposes ? exposedWith(scenario.asset) : NONE;
      return answer;
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
