import { meanOpen, latestRun, type Era, type Runs } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import { seedWords, threefry, uniform53 } from '../math/threefry.ts';
import type { CompiledPlan, Dependent, Fading, ThinningGroup, Variant, VariantEffect } from './compile.ts';
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
  /** Starts on a set of `points` (a power of two) for a draw of the parameters; another `draw`, another lattice. */
  begin(draw: number, points: number): void;
  /** What one point says of one variant of a scenario; `year` counts from 0, or is -1 for the long run before any lead time. */
  at(scenario: number, variant: number, point: number, year: number): AttemptLuck;
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
  readonly exposed: number[];
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
}

export function createLuck(compiled: CompiledPlan, values: Float64Array): Luck {
  const { plan, scenarios, assets, episodes: sources, programmes, schedules } = compiled;
  const seed = seedWords(plan.seed);
  const random = threefry(seed.low, seed.high);
  const dimensions = new Map<string, Dimension>();
  let draw = -1;
  let points = 1;

  function dimension(about: number, entity: number): Dimension {
    const word = stream(PURPOSE.LUCK, about);
    const key = `${word} ${entity}`;
    let found = dimensions.get(key);
    if (!found) {
      found = { stream: word, entity, draw: -1, multiplier: 1, shift: 0 };
      dimensions.set(key, found);
    }
    return found;
  }

  /** A coordinate of a point: a shifted lattice whose multiplier is drawn anew for each draw and dimension. */
  function coordinate(of: Dimension, point: number): number {
    if (of.draw !== draw) {
      random.block(draw, 0, of.stream, of.entity);
      of.multiplier = (random.words[0] >>> 0) | 1;
      of.shift = uniform53(random.words[1], random.words[2]);
      of.draw = draw;
    }
    return ((Math.imul(of.multiplier, point) & (points - 1)) + of.shift) / points;
  }

  const coverageDimension = dimension(ABOUT.COVERAGE, 0);
  const timeDimension = dimension(ABOUT.TIME, 0);
  const phaseDimensions = programmes.map(({ entity }) => dimension(ABOUT.TEST_PHASE, entity));
  const renewalDimensions = schedules.map(({ entity, place }) => dimension(ABOUT.RENEWAL + place, entity));
  const upDimensions = sources.map(({ entity }) => dimension(ABOUT.UP, entity));

  const prepared = scenarios.map((scenario) => ({
    entryDimension: dimension(ABOUT.ENTRY, scenario.entity),
    variants: scenario.variants.map((variant) => ({
      evasions: variant.controls.map(({ number }) => dimension(ABOUT.EVASION, number)),
      ...variability(compiled, variant, scenario.entryEnds.length > 0, hasDependents(scenario.asset)),
    })),
  }));

  function hasDependents(asset: number): boolean {
    return assets[asset].dependents.length > 0;
  }

  // expected open episodes, by source, for the point and year at hand
  const means = sources.map(() => ({ draw: -1, point: -1, year: -2, mean: 0 }));
  let point = 0;
  let year = -1;
  let day = 0;

  const latest = (leadTimes: readonly number[]): number => {
    let at = 0;
    if (year >= 0) for (const parameter of leadTimes) at = Math.max(at, values[parameter]);
    return at;
  };

  const firstRunDay = ({ leadTimes }: Programme): number => {
    const at = latest(leadTimes);
    return at > 0 ? at : -Infinity;
  };

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

  function eras(source: EpisodeSource): Era[] {
    let perYear = 0;
    for (const rate of source.rates) perYear += values[rate];
    const ends = [-Infinity, ...changesBefore(source), day];
    return ends.slice(1).map((toDay, i) => {
      const fromDay = ends[i];
      return {
        fromDay,
        toDay,
        perYear: perYear * left(source.frequency, fromDay),
        discoveryDays: values[source.discoveryDays] * left(source.discovery, fromDay),
        repairDays: source.repairDays < 0 ? 0 : values[source.repairDays] * left(source.repair, fromDay),
      };
    });
  }

  /** The days before the one at hand on which variance effects came into force, ascending. */
  function changesBefore({ frequency, discovery, repair }: EpisodeSource): number[] {
    if (year < 0 || (!frequency.length && !discovery.length && !repair.length)) return [];
    const days = [...frequency, ...discovery, ...repair].flatMap((group) =>
      group.map(({ leadTimes }) => latest(leadTimes)),
    );
    return [...new Set(days)].filter((at) => at > 0 && at < day).sort((a, b) => a - b);
  }

  function meanOpenOf(place: number): number {
    const known = means[place];
    if (known.draw === draw && known.point === point && known.year === year) return known.mean;
    const source = sources[place];
    const runs = source.programmes.map((at): Runs => {
      const programme = programmes[at];
      return {
        phase: coordinate(phaseDimensions[at], point),
        everyDays: programme.everyDays,
        firstRunDay: firstRunDay(programme),
        perRun: values[programme.find] * values[programme.fix],
        reach: values[programme.reach],
      };
    });
    known.draw = draw;
    known.point = point;
    known.year = year;
    known.mean = meanOpen(day, eras(source), runs);
    return known.mean;
  }

  function freshness({ halfLifeDays, schedule, leadTime, programmes: renewing }: Fading): number {
    if (schedule < 0 && year < 0) return 1;
    let renewed: number;
    if (schedule >= 0)
      renewed = latestRun(
        day,
        coordinate(renewalDimensions[schedule], point),
        schedules[schedule].everyDays,
        -Infinity,
      );
    else renewed = leadTime < 0 ? 0 : values[leadTime];
    for (const at of renewing) {
      const programme = programmes[at];
      const phase = coordinate(phaseDimensions[at], point);
      renewed = Math.max(renewed, latestRun(day, phase, programme.everyDays, firstRunDay(programme)));
    }
    return exp((-LN2 * Math.max(0, day - renewed)) / halfLifeDays);
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

  const reached: number[] = [];
  function walk(
    start: number,
    about: number,
    probability: (dependent: Dependent) => number,
    each: (asset: number) => void,
  ) {
    if (!assets[start].dependents.length) return;
    reached.length = 0;
    reached.push(start);
    for (let next = 0; next < reached.length; next++)
      for (const dependent of assets[reached[next]].dependents) {
        if (reached.includes(dependent.asset)) continue;
        const chance = values[probability(dependent)];
        if (chance <= 0) continue;
        if (chance < 1 && !(coordinate(dimension(about + dependent.place, 0), point) < chance)) continue;
        reached.push(dependent.asset);
        each(dependent.asset);
      }
  }

  const hourly = (asset: number): number =>
    assets[asset].outageCostPerHour < 0 ? 0 : values[assets[asset].outageCostPerHour];

  const answer: AttemptLuck = { success: 0, left: new Float64Array(5), hourlyUsd: 0, exposed: [] };

  return {
    begin(forDraw, count) {
      draw = forDraw;
      points = count;
    },

    varies: (scenario, variant) => prepared[scenario].variants[variant],

    at(scenarioPlace, variantPlace, forPoint, forYear) {
      const scenario = scenarios[scenarioPlace];
      const { entryDimension, variants } = prepared[scenarioPlace];
      const variant = scenario.variants[variantPlace];
      const { evasions } = variants[variantPlace];
      point = forPoint;
      year = forYear;
      day = year < 0 ? 0 : (year + coordinate(timeDimension, point)) * 365;

      entry = 0;
      if (scenario.entryEnds.length) {
        const u = coordinate(entryDimension, point);
        entry = scenario.entryEnds.findIndex((end) => u < end) + 1;
      }
      const u = coordinate(coverageDimension, point);
      const { controls } = variant;
      for (let i = 0; i < controls.length; i++) {
        const control = controls[i];
        operative[i] = 0;
        if (!(u < values[control.coverage])) continue;
        if (year >= 0 && control.leadTime >= 0 && day < values[control.leadTime]) continue;
        if (!control.requires.every((needed) => operative[needed])) continue;
        if (
          control.evasion >= 0 &&
          scenario.aiCapable[entry] &&
          coordinate(evasions[i], point) < values[control.evasion]
        )
          continue;
        if (
          control.failures >= 0 &&
          !(coordinate(upDimensions[control.failures], point) < exp(-meanOpenOf(control.failures)))
        )
          continue;
        operative[i] = 1;
      }

      const wins = scenario.susceptibility >= 0 ? values[scenario.susceptibility] : scenario.winProbability;
      let exploited = 0;
      if (variant.weaknesses >= 0)
        exploited = 1 - exp(-values[assets[scenario.asset].exploitability] * meanOpenOf(variant.weaknesses));
      const resisted = passing(variant.susceptibility, false);
      const bypassing = exploited > 0 ? passing(variant.susceptibility, true) : 0;
      answer.success =
        passing(variant.attempts, false) * (exploited * bypassing + (1 - exploited) * wins * resisted);
      for (let factor = 0; factor < 5; factor++) answer.left[factor] = leftOf(variant.losses[factor]);

      answer.hourlyUsd = 0;
      if (scenario.outageHours) {
        answer.hourlyUsd = hourly(scenario.asset);
        walk(
          scenario.asset,
          ABOUT.PROPAGATION,
          ({ propagation }) => propagation,
          (asset) => {
            answer.hourlyUsd += hourly(asset);
          },
        );
      }
      answer.exposed.length = 0;
      if (scenario.exposes)
        walk(
          scenario.asset,
          ABOUT.EXPOSURE,
          ({ exposure }) => exposure,
          (asset) => answer.exposed.push(asset),
        );
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
