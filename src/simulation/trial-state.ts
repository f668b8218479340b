import { exponential, foundByTests, latestRun, meanOpenUntested, openEpisode } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { uniform32, uniform53, type Threefry } from '../math/threefry.ts';
import type { CompiledPlan, Fading } from './compile.ts';
import type { EpisodeSource, Programme, VarianceGroup } from './compile-episodes.ts';
import { eventOfYear, PURPOSE, stream } from './streams.ts';

const LN2 = 0.6931471805599453;

/** What is broken, open or freshly renewed in one trial; computed when an attempt first asks for it. */
export interface TrialState {
  /** Forgets the trial before; `values` are the parameters drawn for this one. */
  begin(trial: number): void;
  /** How many episodes of a source are open on a day. */
  openOn(source: number, day: number): number;
  /** Whether any is. */
  isOpenOn(source: number, day: number): boolean;
  /** What fading leaves of an efficacy on a day, 0 to 1. */
  freshness(fading: Fading, day: number): number;
}

interface Episodes {
  trial: number;
  count: number;
  starts: Float64Array;
  ends: Float64Array;
}

export function trialState(
  { plan, episodes: sources, programmes, schedules }: CompiledPlan,
  values: Float64Array,
  random: Threefry,
): TrialState {
  const horizonDays = 365 * plan.horizonYears;
  const cache: Episodes[] = sources.map(() => ({
    trial: -1,
    count: 0,
    starts: new Float64Array(8),
    ends: new Float64Array(8),
  }));
  const testPhases = phases(
    programmes.map(({ entity }) => ({ entity, stream: stream(PURPOSE.TEST_PHASE) })),
    random,
  );
  const renewalPhases = phases(
    schedules.map(({ entity, place }) => ({ entity, stream: stream(PURPOSE.RENEWAL_PHASE, place) })),
    random,
  );
  let trial = -1;

  function latest(leadTimes: readonly number[]): number {
    let day = 0;
    for (const parameter of leadTimes) day = Math.max(day, values[parameter]);
    return day;
  }

  /** The first day of a programme's runs; with no lead time it has run for ever. */
  function firstRunDay({ leadTimes }: Programme): number {
    const day = latest(leadTimes);
    return day > 0 ? day : -Infinity;
  }

  /** What the variance effects in force when an episode starts leave of a figure. */
  function left(groups: readonly VarianceGroup[], startDay: number): number {
    let product = 1;
    for (const group of groups) {
      let strongest = 0;
      for (const { efficacy, coverage, leadTimes } of group) {
        const day = latest(leadTimes);
        if (day > 0 && startDay < day) continue;
        strongest = Math.max(strongest, values[efficacy] * values[coverage]);
      }
      product *= 1 - strongest;
    }
    return product;
  }

  function add(
    into: Episodes,
    source: EpisodeSource,
    event: number,
    startDay: number,
    routineDays: number,
    forStart: number,
  ) {
    if (source.frequency.length && !(forStart < left(source.frequency, startDay))) return;
    let found = startDay + routineDays * left(source.discovery, startDay);
    const repairDays = source.repairDays < 0 ? 0 : values[source.repairDays] * left(source.repair, startDay);
    for (const place of source.programmes) {
      const programme = programmes[place];
      random.block(trial, event, stream(PURPOSE.FOUND, programme.number), source.entity);
      const forFinding = uniform32(random.words[0]);
      if (!(uniform32(random.words[1]) < values[programme.reach])) continue;
      const perRun = values[programme.find] * values[programme.fix];
      const phase = testPhases(place, trial);
      const byTest = foundByTests(
        forFinding,
        startDay,
        phase,
        programme.everyDays,
        firstRunDay(programme),
        perRun,
      );
      if (byTest < found) found = byTest;
    }
    const end = found + repairDays;
    if (end <= 0) return;
    if (into.count === into.starts.length) {
      into.starts = grown(into.starts);
      into.ends = grown(into.ends);
    }
    into.starts[into.count] = startDay;
    into.ends[into.count] = end;
    into.count++;
  }

  function episodesOf(place: number): Episodes {
    const into = cache[place];
    if (into.trial === trial) return into;
    into.trial = trial;
    into.count = 0;
    const source = sources[place];
    let perYear = 0;
    for (const rate of source.rates) perYear += values[rate];
    if (perYear <= 0) return into;
    const discoveryDays = values[source.discoveryDays];
    const repairDays = source.repairDays < 0 ? 0 : values[source.repairDays];

    random.block(trial, 0, stream(PURPOSE.EPISODES_OPEN), source.entity);
    const open = poissonQuantile(
      uniform53(random.words[0], random.words[1]),
      meanOpenUntested(perYear, discoveryDays, repairDays),
    );
    for (let i = 0; i < open; i++) {
      random.block(trial, i, stream(PURPOSE.EPISODE_OPEN), source.entity);
      const { words } = random;
      const forStart = uniform32(words[2]);
      const { ageDays, routineDays } = openEpisode(
        uniform32(words[0]),
        uniform32(words[1]),
        discoveryDays,
        repairDays,
      );
      add(into, source, i, -ageDays, routineDays, forStart);
    }
    for (let year = 1; (year - 1) * 365 < horizonDays; year++) {
      random.block(trial, year, stream(PURPOSE.EPISODES_NEW), source.entity);
      const starting = poissonQuantile(uniform53(random.words[0], random.words[1]), perYear);
      for (let i = 0; i < starting; i++) {
        const event = eventOfYear(year, i);
        random.block(trial, event, stream(PURPOSE.EPISODE_NEW), source.entity);
        const { words } = random;
        const startDay = (year - 1 + uniform32(words[0])) * 365;
        const routineDays = exponential(uniform32(words[1]), discoveryDays);
        add(into, source, event, startDay, routineDays, uniform32(words[2]));
      }
    }
    return into;
  }

  return {
    begin(at) {
      trial = at;
    },
    openOn(source, day) {
      const { starts, ends, count } = episodesOf(source);
      let open = 0;
      for (let i = 0; i < count; i++) if (starts[i] <= day && day < ends[i]) open++;
      return open;
    },
    isOpenOn(source, day) {
      const { starts, ends, count } = episodesOf(source);
      for (let i = 0; i < count; i++) if (starts[i] <= day && day < ends[i]) return true;
      return false;
    },
    freshness({ halfLifeDays, schedule, leadTime, programmes: renewing }, day) {
      let renewed: number;
      if (schedule >= 0)
        renewed = latestRun(day, renewalPhases(schedule, trial), schedules[schedule].everyDays, -Infinity);
      else renewed = leadTime < 0 ? 0 : values[leadTime];
      for (const place of renewing) {
        const programme = programmes[place];
        const run = latestRun(day, testPhases(place, trial), programme.everyDays, firstRunDay(programme));
        if (run > renewed) renewed = run;
      }
      return exp((-LN2 * Math.max(0, day - renewed)) / halfLifeDays);
    },
  };
}

/** A phase in (0, 1) for each of a list and each trial, drawn when first asked for. */
function phases(list: readonly { readonly entity: number; readonly stream: number }[], random: Threefry) {
  const drawnFor = new Float64Array(list.length).fill(-1);
  const values = new Float64Array(list.length);
  return (place: number, trial: number): number => {
    if (drawnFor[place] !== trial) {
      random.block(trial, 0, list[place].stream, list[place].entity);
      values[place] = uniform32(random.words[0]);
      drawnFor[place] = trial;
    }
    return values[place];
  };
}

function grown(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
