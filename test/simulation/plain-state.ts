import { latestRun, meanOpenUntested } from '../../src/controls/episodes.ts';
import { exp, log } from '../../src/math/elementary.ts';
import { poissonQuantile } from '../../src/math/poisson.ts';
import { uniform32, uniform53, type Threefry } from '../../src/math/threefry.ts';
import { BLOCK_TRIALS, STRIDE } from '../../src/simulation/block.ts';
import type { CompiledPlan, Fading } from '../../src/simulation/compile.ts';
import type { Programme, VarianceGroup } from '../../src/simulation/compile-episodes.ts';
import { eventOfYear, PURPOSE, stream } from '../../src/simulation/streams.ts';

const LN2 = 0.6931471805599453;

/** The twin of src/simulation/episode-routines.ts in plain code: what is broken, open or freshly renewed in each trial of a block. */
export interface PlainState {
  /** Forgets the block before; `first` is the number of this one's first trial, whose parameters have been drawn. */
  begin(first: number): void;
  /** How many episodes of a source are open on a day of a trial of the block. */
  openOn(source: number, trial: number, day: number): number;
  /** Whether any is. */
  isOpenOn(source: number, trial: number, day: number): boolean;
  /** What fading leaves of an efficacy on a day, 0 to 1. */
  freshness(fading: Fading, trial: number, day: number): number;
}

/**
 * The episodes of a control or an asset before anything finds or thins them: sources that differ in their tests only share them. One list for
 * each trial of a block that asked, one after the other in the same arrays.
 */
interface RawEpisodes {
  readonly entity: number;
  readonly rates: readonly number[];
  readonly discoveryDays: number;
  readonly repairDays: number;
  /** By trial, where its list begins, -1 while it has none, and where it ends. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Where the next list will begin. */
  end: number;
  starts: Float64Array;
  /** When each ends if only its routine finds it. */
  untestedEnds: Float64Array;
  routineDays: Float64Array;
  forStart: Float64Array;
  events: Int32Array;
  /** By programme: when it finds each; Infinity where it never does, NaN where nobody asked. */
  readonly found: Map<number, Float64Array>;
}

export function plainState(
  { plan, episodes: sources, programmes, schedules }: CompiledPlan,
  columns: Float64Array,
  random: Threefry,
): PlainState {
  const horizonDays = 365 * plan.horizonYears;
  const listEnds = new Int32Array(2 * sources.length * STRIDE);
  const listColumn = (at: number) => listEnds.subarray(at * STRIDE, at * STRIDE + BLOCK_TRIALS);
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
      from: listColumn(2 * raws.length),
      to: listColumn(2 * raws.length + 1),
      end: 0,
      starts: new Float64Array(64),
      untestedEnds: new Float64Array(64),
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

  function addRaw(
    into: RawEpisodes,
    event: number,
    startDay: number,
    routineDays: number,
    repairDays: number,
    forStart: number,
  ): void {
    const at = into.end++;
    if (at === into.starts.length) {
      into.starts = grown(into.starts);
      into.untestedEnds = grown(into.untestedEnds);
      into.routineDays = grown(into.routineDays);
      into.forStart = grown(into.forStart);
      const events = new Int32Array(2 * at);
      events.set(into.events);
      into.events = events;
    }
    into.starts[at] = startDay;
    into.untestedEnds[at] = startDay + routineDays + repairDays;
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
      addRaw(into, i, -ageDays, routineDays, repairDays, forStart);
    }
    for (let year = 1; (year - 1) * 365 < horizonDays; year++) {
      random.block(first + trial, year, stream(PURPOSE.EPISODES_NEW), entity);
      const starting = poissonQuantile(uniform53(words[0], words[1]), perYear);
      for (let i = 0; i < starting; i++) {
        const event = eventOfYear(year, i);
        random.block(first + trial, event, stream(PURPOSE.EPISODE_NEW), entity);
        const startDay = (year - 1 + uniform32(words[0])) * 365;
        const routineDays = exponential(uniform32(words[1]), discoveryDays);
        addRaw(into, event, startDay, routineDays, repairDays, uniform32(words[2]));
      }
    }
  }

  function rawEpisodes(source: number, trial: number): RawEpisodes {
    const raw = rawOf[source];
    if (raw.from[trial] >= 0) return raw;
    raw.from[trial] = raw.end;
    drawRaw(raw, trial);
    raw.to[trial] = raw.end;
    return raw;
  }

  /** When a programme finds an episode. */
  function foundDay(place: number, raw: RawEpisodes, trial: number, episode: number): number {
    let found = raw.found.get(place);
    if (!found || found.length <= episode) {
      const longer = new Float64Array(raw.starts.length).fill(NaN);
      if (found) longer.set(found);
      raw.found.set(place, longer);
      found = longer;
    }
    if (found[episode] === found[episode]) return found[episode];
    const programme = programmes[place];
    random.block(first + trial, raw.events[episode], stream(PURPOSE.FOUND, programme.number), raw.entity);
    const canSee = uniform32(random.words[1]) < value(programme.reach, trial);
    return (found[episode] = canSee
      ? foundByTests(
          uniform32(random.words[0]),
          raw.starts[episode],
          testPhases.of(place, first + trial),
          programme.everyDays,
          firstRunDay(programme, trial),
          value(programme.find, trial) * value(programme.fix, trial),
        )
      : Infinity);
  }

  /** Whether an episode that would be open on a day if nothing found or thinned it is so in a portfolio. */
  function isStillOpen(
    source: number,
    raw: RawEpisodes,
    trial: number,
    episode: number,
    day: number,
  ): boolean {
    const { frequency, discovery, repair, repairDays, programmes: tests } = sources[source];
    const startDay = raw.starts[episode];
    if (frequency.length && !(raw.forStart[episode] < left(frequency, trial, startDay))) return false;
    let found =
      startDay + raw.routineDays[episode] * (discovery.length ? left(discovery, trial, startDay) : 1);
    for (const test of tests) {
      const byTest = foundDay(test, raw, trial, episode);
      if (byTest < found) found = byTest;
    }
    if (repairDays < 0) return day < found;
    return day < found + value(repairDays, trial) * (repair.length ? left(repair, trial, startDay) : 1);
  }

  return {
    begin(at) {
      first = at;
      for (const raw of raws) {
        raw.from.fill(-1);
        raw.end = 0;
        for (const found of raw.found.values()) found.fill(NaN);
      }
      testPhases.forget();
      renewalPhases.forget();
    },
    openOn(source, trial, day) {
      const raw = rawEpisodes(source, trial);
      const { starts, untestedEnds } = raw;
      const to = raw.to[trial];
      let open = 0;
      for (let i = raw.from[trial]; i < to; i++)
        if (starts[i] <= day && day < untestedEnds[i] && isStillOpen(source, raw, trial, i, day)) open++;
      return open;
    },
    isOpenOn(source, trial, day) {
      const raw = rawEpisodes(source, trial);
      const { starts, untestedEnds } = raw;
      const to = raw.to[trial];
      for (let i = raw.from[trial]; i < to; i++)
        if (starts[i] <= day && day < untestedEnds[i] && isStillOpen(source, raw, trial, i, day)) return true;
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

interface OpenEpisode {
  /** Days since it started. */
  readonly ageDays: number;
  /** From its start until its own routine finds it, if no test does. */
  readonly routineDays: number;
}

/**
 * An episode that is open at a moment, given that only the routine finds it: drawn exactly, from two uniforms in (0, 1).
 * It is younger than its repair takes with probability r / (D + r), and then need not have been found.
 *
 * @example openEpisode(0.5, 0.5, 90, 10) // age 10 + 90 * ln(1.8) = 62.9 days
 */
export function openEpisode(
  forAge: number,
  forRest: number,
  discoveryDays: number,
  repairDays: number,
): OpenEpisode {
  const total = discoveryDays + repairDays;
  const young = forAge * total;
  if (young < repairDays) return { ageDays: young, routineDays: exponential(forRest, discoveryDays) };
  const since = -discoveryDays * log((total - young) / discoveryDays);
  return { ageDays: repairDays + since, routineDays: since + exponential(forRest, discoveryDays) };
}

/** A delay with the given mean, from one uniform in (0, 1). */
export const exponential = (u: number, mean: number): number => -mean * log(u);

/**
 * The day on which a test programme finds and gets fixed an episode that started on `startDay`: each run after the start succeeds with
 * probability `perRun`, so the number of runs it takes is geometric, and one uniform gives it.
 *
 * @param firstRunDay no run comes before it (-Infinity: it has always run)
 * @returns Infinity where it never does
 * @example foundByTests(0.5, -100, 0, 30, -Infinity, 0.3) // runs on -90 and -60; 1 - 0.7 < 0.5 <= 1 - 0.7^2: day -60
 */
export function foundByTests(
  u: number,
  startDay: number,
  phase: number,
  everyDays: number,
  firstRunDay: number,
  perRun: number,
): number {
  if (perRun <= 0) return Infinity;
  let run = Math.floor(startDay / everyDays - phase) + 1;
  if (firstRunDay > startDay) run = Math.max(run, Math.ceil(firstRunDay / everyDays - phase));
  const needed = perRun >= 1 ? 1 : Math.max(1, Math.ceil(log(1 - u) / logOfMissing(perRun)));
  return (run + needed - 1 + phase) * everyDays;
}

let latestPerRun = 0;
let latestLog = 0;

/** ln(1 - perRun), which many episodes in a row ask for. */
function logOfMissing(perRun: number): number {
  if (perRun !== latestPerRun) {
    latestPerRun = perRun;
    latestLog = log(1 - perRun);
  }
  return latestLog;
}
