import { exponential, foundByTests, latestRun, meanOpenUntested, openEpisode } from '../controls/episodes.ts';
import { exp } from '../math/elementary.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { uniform32, uniform53, type Threefry } from '../math/threefry.ts';
import { BLOCK_TRIALS, STRIDE } from './block.ts';
import type { CompiledPlan, Fading } from './compile.ts';
import type { Programme, VarianceGroup } from './compile-episodes.ts';
import { eventOfYear, PURPOSE, stream } from './streams.ts';

const LN2 = 0.6931471805599453;

/** What is broken, open or freshly renewed in each trial of a block; computed when an attempt first asks for it. */
export interface TrialState {
  /** Forgets the block before; `first` is the number of this one's first trial, whose parameters have been drawn. */
  begin(first: number): void;
  /** How many episodes of a source are open on a day of a trial of the block. */
  openOn(source: number, trial: number, day: number): number;
  /** Whether any is. */
  isOpenOn(source: number, trial: number, day: number): boolean;
  /** What fading leaves of an efficacy on a day, 0 to 1. */
  freshness(fading: Fading, trial: number, day: number): number;
}

/** Lists of episodes, one for each trial of a block that asked: one after the other in the same arrays. */
interface Lists {
  /** By trial, where its list begins; -1 while it has none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Where the next list will begin. */
  end: number;
}

/** When the episodes of a source are open. */
interface Episodes extends Lists {
  starts: Float64Array;
  ends: Float64Array;
}

/** The episodes of a control or an asset before anything finds or thins them: sources that differ in their tests only share them. */
interface RawEpisodes extends Lists {
  readonly entity: number;
  readonly rates: readonly number[];
  readonly discoveryDays: number;
  readonly repairDays: number;
  starts: Float64Array;
  routineDays: Float64Array;
  forStart: Float64Array;
  events: Int32Array;
  /** By programme: when it finds each; Infinity where it never does. */
  readonly found: Map<number, { readonly isKnown: Uint8Array; days: Float64Array }>;
}

/** Hands out the numbers of up to `count` lists, side by side in one array. */
function listPlaces(count: number): () => Lists {
  const numbers = new Int32Array(2 * count * STRIDE);
  let next = 0;
  const column = () => numbers.subarray(next * STRIDE, next++ * STRIDE + BLOCK_TRIALS);
  return () => ({ from: column(), to: column(), end: 0 });
}

export function trialState(
  { plan, episodes: sources, programmes, schedules }: CompiledPlan,
  columns: Float64Array,
  random: Threefry,
): TrialState {
  const horizonDays = 365 * plan.horizonYears;
  const places = listPlaces(2 * sources.length);
  const cache: Episodes[] = sources.map(() => ({
    ...places(),
    starts: new Float64Array(64),
    ends: new Float64Array(64),
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
      ...places(),
      entity,
      rates,
      discoveryDays,
      repairDays,
      starts: new Float64Array(64),
      routineDays: new Float64Array(64),
      forStart: new Float64Array(64),
      events: new Int32Array(64),
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
  let first = 0;

  const value = (parameter: number, trial: number): number => columns[parameter * STRIDE + trial];

  function latest(leadTimes: readonly number[], trial: number): number {
    let day = 0;
    for (const parameter of leadTimes) day = Math.max(day, value(parameter, trial));
    return day;
  }

  /** The first day of a programme's runs; with no lead time it has run for ever. */
  function firstRunDay({ leadTimes }: Programme, trial: number): number {
    const day = latest(leadTimes, trial);
    return day > 0 ? day : -Infinity;
  }

  /** What the variance effects in force when an episode starts leave of a figure. */
  function left(groups: readonly VarianceGroup[], trial: number, startDay: number): number {
    let product = 1;
    for (const group of groups) {
      let strongest = 0;
      for (const { efficacy, coverage, leadTimes } of group) {
        const day = latest(leadTimes, trial);
        if (day > 0 && startDay < day) continue;
        strongest = Math.max(strongest, value(efficacy, trial) * value(coverage, trial));
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
    const at = into.end++;
    if (at === into.starts.length) {
      into.starts = grown(into.starts);
      into.routineDays = grown(into.routineDays);
      into.forStart = grown(into.forStart);
      const events = new Int32Array(2 * at);
      events.set(into.events);
      into.events = events;
    }
    into.starts[at] = startDay;
    into.routineDays[at] = routineDays;
    into.forStart[at] = forStart;
    into.events[at] = event;
  }

  function drawRaw(into: RawEpisodes, trial: number): void {
    let perYear = 0;
    for (const rate of into.rates) perYear += value(rate, trial);
    if (perYear <= 0) return;
    const { entity } = into;
    const discoveryDays = value(into.discoveryDays, trial);
    const repairDays = into.repairDays < 0 ? 0 : value(into.repairDays, trial);
    const { words } = random;

    random.block(first + trial, 0, stream(PURPOSE.EPISODES_OPEN), entity);
    const open = poissonQuantile(
      uniform53(words[0], words[1]),
      meanOpenUntested(perYear, discoveryDays, repairDays),
    );
    for (let i = 0; i < open; i++) {
      random.block(first + trial, i, stream(PURPOSE.EPISODE_OPEN), entity);
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
      random.block(first + trial, year, stream(PURPOSE.EPISODES_NEW), entity);
      const starting = poissonQuantile(uniform53(words[0], words[1]), perYear);
      for (let i = 0; i < starting; i++) {
        const event = eventOfYear(year, i);
        random.block(first + trial, event, stream(PURPOSE.EPISODE_NEW), entity);
        const startDay = (year - 1 + uniform32(words[0])) * 365;
        const routineDays = exponential(uniform32(words[1]), discoveryDays);
        addRaw(into, event, startDay, routineDays, uniform32(words[2]));
      }
    }
  }

  function rawEpisodes(raw: RawEpisodes, trial: number): void {
    if (raw.from[trial] >= 0) return;
    raw.from[trial] = raw.end;
    drawRaw(raw, trial);
    raw.to[trial] = raw.end;
  }

  /** When a programme finds each of the episodes of a trial, at their places. */
  function foundBy(place: number, raw: RawEpisodes, trial: number): Float64Array {
    let found = raw.found.get(place);
    if (!found) {
      found = { isKnown: new Uint8Array(BLOCK_TRIALS), days: new Float64Array(raw.starts.length) };
      raw.found.set(place, found);
    }
    if (found.isKnown[trial]) return found.days;
    found.isKnown[trial] = 1;
    while (found.days.length < raw.end) found.days = grown(found.days);
    const programme = programmes[place];
    const perRun = value(programme.find, trial) * value(programme.fix, trial);
    const reach = value(programme.reach, trial);
    const phase = testPhases.of(place, first + trial);
    const from = firstRunDay(programme, trial);
    const word = stream(PURPOSE.FOUND, programme.number);
    for (let i = raw.from[trial]; i < raw.to[trial]; i++) {
      random.block(first + trial, raw.events[i], word, raw.entity);
      found.days[i] =
        uniform32(random.words[1]) < reach
          ? foundByTests(uniform32(random.words[0]), raw.starts[i], phase, programme.everyDays, from, perRun)
          : Infinity;
    }
    return found.days;
  }

  function episodesOf(place: number, trial: number): Episodes {
    const into = cache[place];
    if (into.from[trial] >= 0) return into;
    into.from[trial] = into.end;
    const source = sources[place];
    const raw = rawOf[place];
    rawEpisodes(raw, trial);
    const { frequency, discovery, repair } = source;
    const fullRepairDays = source.repairDays < 0 ? 0 : value(source.repairDays, trial);
    const isSteady = areSteady[place];
    let frequencyLeft = frequency.length ? left(frequency, trial, 0) : 1;
    let discoveryLeft = discovery.length ? left(discovery, trial, 0) : 1;
    let repairLeft = repair.length ? left(repair, trial, 0) : 1;
    const tests = source.programmes.length;
    for (let i = 0; i < tests; i++) foundDays[i] = foundBy(source.programmes[i], raw, trial);
    for (let i = raw.from[trial]; i < raw.to[trial]; i++) {
      const startDay = raw.starts[i];
      if (!isSteady) {
        frequencyLeft = left(frequency, trial, startDay);
        discoveryLeft = left(discovery, trial, startDay);
        repairLeft = left(repair, trial, startDay);
      }
      if (!(raw.forStart[i] < frequencyLeft)) continue;
      let found = startDay + raw.routineDays[i] * discoveryLeft;
      for (let test = 0; test < tests; test++) if (foundDays[test][i] < found) found = foundDays[test][i];
      const end = found + fullRepairDays * repairLeft;
      if (end <= 0) continue;
      const at = into.end++;
      if (at === into.starts.length) {
        into.starts = grown(into.starts);
        into.ends = grown(into.ends);
      }
      into.starts[at] = startDay;
      into.ends[at] = end;
    }
    into.to[trial] = into.end;
    return into;
  }

  function forget(kept: Lists): void {
    kept.from.fill(-1);
    kept.end = 0;
  }

  return {
    begin(at) {
      first = at;
      cache.forEach(forget);
      for (const raw of raws) {
        forget(raw);
        for (const { isKnown } of raw.found.values()) isKnown.fill(0);
      }
      testPhases.forget();
      renewalPhases.forget();
    },
    openOn(source, trial, day) {
      const { from, to, starts, ends } = episodesOf(source, trial);
      let open = 0;
      for (let i = from[trial]; i < to[trial]; i++) if (starts[i] <= day && day < ends[i]) open++;
      return open;
    },
    isOpenOn(source, trial, day) {
      const { from, to, starts, ends } = episodesOf(source, trial);
      for (let i = from[trial]; i < to[trial]; i++) if (starts[i] <= day && day < ends[i]) return true;
      return false;
    },
    freshness({ halfLifeDays, schedule, leadTime, programmes: renewing }, trial, day) {
      let renewed: number;
      if (schedule >= 0)
        renewed = latestRun(
          day,
          renewalPhases.of(schedule, first + trial),
          schedules[schedule].everyDays,
          -Infinity,
        );
      else renewed = leadTime < 0 ? 0 : value(leadTime, trial);
      for (const place of renewing) {
        const programme = programmes[place];
        const run = latestRun(
          day,
          testPhases.of(place, first + trial),
          programme.everyDays,
          firstRunDay(programme, trial),
        );
        if (run > renewed) renewed = run;
      }
      return exp((-LN2 * Math.max(0, day - renewed)) / halfLifeDays);
    },
  };
}

/** A phase in (0, 1) for each of a list and each trial, drawn when first asked for. */
function phases(list: readonly { readonly entity: number; readonly stream: number }[], random: Threefry) {
  const values = new Float64Array(list.length * STRIDE);
  return {
    forget(): void {
      values.fill(0);
    },
    of(place: number, trial: number): number {
      const at = place * STRIDE + (trial % BLOCK_TRIALS);
      if (values[at] === 0) {
        random.block(trial, 0, list[place].stream, list[place].entity);
        values[at] = uniform32(random.words[0]);
      }
      return values[at];
    },
  };
}

function grown(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
