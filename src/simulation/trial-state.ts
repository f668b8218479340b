import { exponential, foundByTests, latestRun, meanOpenUntested, openEpisode } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { uniform32, uniform53, type Threefry } from '../math/threefry.ts';
import type { CompiledPlan, Fading } from './compile.ts';
import type { Programme, VarianceGroup } from './compile-episodes.ts';
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

/** When the episodes of a source are open. */
interface Episodes {
  trial: number;
  count: number;
  starts: Float64Array;
  ends: Float64Array;
}

/** The episodes of a control or an asset before anything finds or thins them: sources that differ in their tests only share them. */
interface RawEpisodes {
  readonly entity: number;
  readonly rates: readonly number[];
  readonly discoveryDays: number;
  readonly repairDays: number;
  trial: number;
  count: number;
  starts: Float64Array;
  routineDays: Float64Array;
  forStart: Float64Array;
  events: Int32Array;
  /** By programme: when it finds each; Infinity where it never does. */
  readonly found: Map<number, { trial: number; days: Float64Array }>;
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
  const raws: RawEpisodes[] = [];
  const rawOf = sources.map(({ entity, rates, discoveryDays, repairDays }) => {
    const same = raws.find(
      (raw) =>
        raw.entity === entity &&
        raw.discoveryDays === discoveryDays &&
        raw.repairDays === repairDays &&
        raw.rates.join() === rates.join(),
    );
    if (same) return same;
    const raw: RawEpisodes = {
      entity,
      rates,
      discoveryDays,
      repairDays,
      trial: -1,
      count: 0,
      starts: new Float64Array(8),
      routineDays: new Float64Array(8),
      forStart: new Float64Array(8),
      events: new Int32Array(8),
      found: new Map(),
    };
    raws.push(raw);
    return raw;
  });
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

  /** Whether all variance effects on a source have always been in force, so that they are the same for every episode. */
  const areSteady = sources.map(({ frequency, discovery, repair }) =>
    [...frequency, ...discovery, ...repair].flat().every(({ leadTimes }) => leadTimes.length === 0),
  );
  const foundDays: Float64Array[] = [];

  function addRaw(
    into: RawEpisodes,
    event: number,
    startDay: number,
    routineDays: number,
    forStart: number,
  ): void {
    const { count } = into;
    if (count === into.starts.length) {
      into.starts = grown(into.starts);
      into.routineDays = grown(into.routineDays);
      into.forStart = grown(into.forStart);
      const events = new Int32Array(2 * count);
      events.set(into.events);
      into.events = events;
    }
    into.starts[count] = startDay;
    into.routineDays[count] = routineDays;
    into.forStart[count] = forStart;
    into.events[count] = event;
    into.count++;
  }

  function drawRaw(into: RawEpisodes): void {
    into.trial = trial;
    into.count = 0;
    let perYear = 0;
    for (const rate of into.rates) perYear += values[rate];
    if (perYear <= 0) return;
    const { entity } = into;
    const discoveryDays = values[into.discoveryDays];
    const repairDays = into.repairDays < 0 ? 0 : values[into.repairDays];
    const { words } = random;

    random.block(trial, 0, stream(PURPOSE.EPISODES_OPEN), entity);
    const open = poissonQuantile(
      uniform53(words[0], words[1]),
      meanOpenUntested(perYear, discoveryDays, repairDays),
    );
    for (let i = 0; i < open; i++) {
      random.block(trial, i, stream(PURPOSE.EPISODE_OPEN), entity);
      const forStart = uniform32(words[2]);
      const { ageDays, routineDays } = openEpisode(
        uniform32(words[0]),
        uniform32(words[1]),
        discoveryDays,
        repairDays,
      );
      addRaw(into, i, -ageDays, routineDays, forStart);
    }
    for (let year = 1; (year - 1) * 365 < horizonDays; year++) {
      random.block(trial, year, stream(PURPOSE.EPISODES_NEW), entity);
      const starting = poissonQuantile(uniform53(words[0], words[1]), perYear);
      for (let i = 0; i < starting; i++) {
        const event = eventOfYear(year, i);
        random.block(trial, event, stream(PURPOSE.EPISODE_NEW), entity);
        const startDay = (year - 1 + uniform32(words[0])) * 365;
        const routineDays = exponential(uniform32(words[1]), discoveryDays);
        addRaw(into, event, startDay, routineDays, uniform32(words[2]));
      }
    }
  }

  /** When a programme finds each of the episodes. */
  function foundBy(place: number, raw: RawEpisodes): Float64Array {
    let found = raw.found.get(place);
    if (!found) {
      found = { trial: -1, days: new Float64Array(raw.starts.length) };
      raw.found.set(place, found);
    }
    if (found.trial === trial) return found.days;
    found.trial = trial;
    if (found.days.length < raw.count) found.days = new Float64Array(raw.starts.length);
    const programme = programmes[place];
    const perRun = values[programme.find] * values[programme.fix];
    const phase = testPhases(place, trial);
    const first = firstRunDay(programme);
    const word = stream(PURPOSE.FOUND, programme.number);
    for (let i = 0; i < raw.count; i++) {
      random.block(trial, raw.events[i], word, raw.entity);
      found.days[i] =
        uniform32(random.words[1]) < values[programme.reach]
          ? foundByTests(uniform32(random.words[0]), raw.starts[i], phase, programme.everyDays, first, perRun)
          : Infinity;
    }
    return found.days;
  }

  function episodesOf(place: number): Episodes {
    const into = cache[place];
    if (into.trial === trial) return into;
    into.trial = trial;
    into.count = 0;
    const source = sources[place];
    const raw = rawOf[place];
    if (raw.trial !== trial) drawRaw(raw);
    const { frequency, discovery, repair } = source;
    const fullRepairDays = source.repairDays < 0 ? 0 : values[source.repairDays];
    const isSteady = areSteady[place];
    let frequencyLeft = frequency.length ? left(frequency, 0) : 1;
    let discoveryLeft = discovery.length ? left(discovery, 0) : 1;
    let repairLeft = repair.length ? left(repair, 0) : 1;
    const tests = source.programmes.length;
    for (let i = 0; i < tests; i++) foundDays[i] = foundBy(source.programmes[i], raw);
    for (let i = 0; i < raw.count; i++) {
      const startDay = raw.starts[i];
      if (!isSteady) {
        frequencyLeft = left(frequency, startDay);
        discoveryLeft = left(discovery, startDay);
        repairLeft = left(repair, startDay);
      }
      if (!(raw.forStart[i] < frequencyLeft)) continue;
      let found = startDay + raw.routineDays[i] * discoveryLeft;
      for (let test = 0; test < tests; test++) if (foundDays[test][i] < found) found = foundDays[test][i];
      const end = found + fullRepairDays * repairLeft;
      if (end <= 0) continue;
      if (into.count === into.starts.length) {
        into.starts = grown(into.starts);
        into.ends = grown(into.ends);
      }
      into.starts[into.count] = startDay;
      into.ends[into.count] = end;
      into.count++;
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
