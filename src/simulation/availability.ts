import { latestRun, meanOpen, type Era } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import type { CompiledPlan, Fading } from './compile.ts';
import type { EpisodeSource, Programme, VarianceGroup } from './compile-episodes.ts';
import { ABOUT, type Moment } from './moment.ts';

const LN2 = 0.6931471805599453;

/** How many episodes of each source are open at a moment, and how fresh what fades is. */
export interface Availability {
  /** The open episodes of a source; the same object is filled anew. */
  openOf(source: number): OpenEpisodes;
  /** A place for a way of fading: effects that fade alike share it. */
  fadingPlace(fading: Fading): number;
  /** What fading leaves of an efficacy, 0 to 1. */
  freshness(fadingPlace: number): number;
}

export interface OpenEpisodes {
  /** How many are expected. */
  readonly mean: number;
  /** The chance that there is none. */
  readonly none: number;
}

/** What is known of a source of episodes: by draw of the parameters, and by point. */
interface SourceState extends Mutable<OpenEpisodes> {
  /** Whether any variance effects act on it. */
  readonly isVaried: boolean;
  /** Of all variance effects on it: none means one era. */
  readonly leadTimes: readonly number[];
  drawn: number;
  eras: Mutable<Era>[];
  runs: { phase: number; everyDays: number; firstRunDay: number; perRun: number; reach: number }[];
  move: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is asked for twice at a moment is found once. */
export function createAvailability(
  { episodes: sources, programmes, schedules }: CompiledPlan,
  moment: Moment,
): Availability {
  const { lattice, values } = moment;
  const { coordinate, dimension } = lattice;
  const phaseDimensions = programmes.map(({ entity }) => dimension(ABOUT.TEST_PHASE, entity));
  const renewalDimensions = schedules.map(({ entity, place }) => dimension(ABOUT.RENEWAL + place, entity));
  const states = sources.map(({ programmes: its, frequency, discovery, repair }): SourceState => ({
    isVaried: frequency.length + discovery.length + repair.length > 0,
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
  function latest(leadTimes: readonly number[]): number {
    let at = 0;
    for (const parameter of leadTimes) at = Math.max(at, values[parameter]);
    return at;
  }

  function firstRunDay({ leadTimes }: Programme): number {
    const at = latest(leadTimes);
    return at > 0 ? at : -Infinity;
  }

  /** What the variance effects in force leave of a figure. */
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
  function findEras(source: EpisodeSource, { isVaried, leadTimes, eras }: SourceState): void {
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
      era.perYear = perYear;
      era.discoveryDays = values[source.discoveryDays];
      era.repairDays = source.repairDays < 0 ? 0 : values[source.repairDays];
      if (isVaried) {
        era.perYear *= left(source.frequency, fromDay);
        era.discoveryDays *= left(source.discovery, fromDay);
        era.repairDays *= left(source.repair, fromDay);
      }
    }
  }

  /** The state of a source at the point at hand. */
  function stateOf(place: number): SourceState {
    const state = states[place];
    if (state.move === lattice.moves()) return state;
    state.move = lattice.moves();
    const its = sources[place].programmes;
    if (state.drawn !== moment.draws) {
      state.drawn = moment.draws;
      findEras(sources[place], state);
      for (let i = 0; i < its.length; i++) {
        const programme = programmes[its[i]];
        state.runs[i].firstRunDay = firstRunDay(programme);
        state.runs[i].perRun = values[programme.find] * values[programme.fix];
        state.runs[i].reach = values[programme.reach];
      }
    }
    for (let i = 0; i < its.length; i++) state.runs[i].phase = coordinate(phaseDimensions[its[i]]);
    state.mean = meanOpen(moment.day, state.eras, state.runs);
    state.none = exp(-state.mean);
    return state;
  }

  const fadings: Fading[] = [];
  const fadingPlaces = new Map<string, number>();
  const freshnessMoves: number[] = [];
  const freshnessValues: number[] = [];

  function freshness(place: number): number {
    if (freshnessMoves[place] !== lattice.moves()) {
      freshnessMoves[place] = lattice.moves();
      freshnessValues[place] = freshnessNow(fadings[place]);
    }
    return freshnessValues[place];
  }

  function freshnessNow({ halfLifeDays, schedule, leadTime, programmes: renewing }: Fading): number {
    if (schedule < 0 && moment.year < 0) return 1;
    const { day } = moment;
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

  return {
    openOf: stateOf,
    fadingPlace(fading) {
      const key = JSON.stringify(fading);
      const at = fadingPlaces.get(key) ?? fadings.push(fading) - 1;
      fadingPlaces.set(key, at);
      freshnessMoves[at] = -1;
      freshnessValues[at] = 1;
      return at;
    },
    freshness,
  };
}
