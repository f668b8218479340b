import { meanOpenUntested } from '../controls/episodes.ts';
import type { Arena } from '../math/arena.ts';
import { putList } from '../math/fields.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { uniform53, type Threefry } from '../math/threefry.ts';
import { BLOCK_TRIALS, STRIDE } from './block.ts';
import type { CompiledPlan, Fading } from './compile.ts';
import type { EpisodeSource, VarianceGroup } from './compile-episodes.ts';
import { FADING, PROGRAMME, RAW, SCHEDULE, SOURCE, TEST, VARIANCE } from './meeting-fields.ts';
import type { MeetingFunctions } from './meeting-module.ts';
import { PURPOSE, stream } from './streams.ts';

/** Episodes for which there is room from the start. */
const FIRST_ROOM = 64;
const DOUBLE_BYTES = 8;

/** What is broken, open or freshly renewed in each trial of a block, where the routines of a meeting look for it. */
export interface TrialState {
  /** Forgets the block before; `first` is the number of this one's first trial, whose parameters have been drawn. */
  begin(first: number): void;
  /** Puts all of it into an arena, once; before any of the rest. */
  in(arena: Arena, functions: MeetingFunctions): StateInArena;
}

export interface StateInArena {
  /** In how many years of the run episodes start. */
  readonly years: number;
  /** Where a source of episodes is. */
  source(place: number): number;
  /** Where a fading is. */
  fading(its: Fading): number;
  /** How the episodes of sources are counted. */
  counting(sources: readonly number[]): CountEpisodes;
}

/** Counts episodes in a list of trials that are going to ask for them; `here` is the address of `CASE`. */
export type CountEpisodes = (here: number, trials: Int32Array, count: number) => void;

/** The episodes of a control or an asset, which sources that differ in their tests only share; see `RAW`. */
interface Raw {
  readonly source: EpisodeSource;
  readonly thing: ReturnType<typeof RAW.putChanging>;
  /** Places in the plan's list of programmes. */
  readonly tests: readonly number[];
  readonly counts: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly isDrawn: Uint8Array;
}

export function trialState(
  { plan, episodes: sources, programmes, schedules }: CompiledPlan,
  columns: Float64Array,
  random: Threefry,
): TrialState {
  const horizonDays = 365 * plan.horizonYears;
  let first = 0;
  let forget = (): void => {};

  const value = (parameter: number, trial: number): number => columns[parameter * STRIDE + trial];
  const columnAt = (parameter: number): number =>
    parameter < 0 ? 0 : columns.byteOffset + parameter * STRIDE * DOUBLE_BYTES;

  function putIn(arena: Arena, functions: MeetingFunctions): StateInArena {
    const list = (items: readonly number[]) => putList(arena, items);
    const parameters = (places: readonly number[]) => list(places.map(columnAt));
    const varianceGroups = (groups: readonly VarianceGroup[]): number =>
      groups.length === 0
        ? 0
        : list(
            groups.map((group) =>
              list(
                group.map(({ efficacy, coverage, leadTimes }) =>
                  VARIANCE.put(arena, {
                    efficacy: columnAt(efficacy),
                    coverage: columnAt(coverage),
                    leadTimes: parameters(leadTimes),
                  }),
                ),
              ),
            ),
          );
    let years = 0;
    while (years * 365 < horizonDays) years++;

    const phases = Array.from({ length: programmes.length + schedules.length }, () =>
      arena.doubles(BLOCK_TRIALS),
    );
    const programmesAt = programmes.map(({ entity, number, everyDays, find, fix, reach, leadTimes }, place) =>
      PROGRAMME.put(arena, {
        everyDays,
        entity,
        stream: stream(PURPOSE.TEST_PHASE),
        phases: phases[place].byteOffset,
        findStream: stream(PURPOSE.FOUND, number),
        find: columnAt(find),
        fix: columnAt(fix),
        reach: columnAt(reach),
        leadTimes: parameters(leadTimes),
      }),
    );
    const schedulesAt = schedules.map(({ entity, place: about, everyDays }, place) =>
      SCHEDULE.put(arena, {
        everyDays,
        entity,
        stream: stream(PURPOSE.RENEWAL_PHASE, about),
        phases: phases[programmes.length + place].byteOffset,
      }),
    );

    const raws: Raw[] = [];
    const rawOf = sources.map((source) => {
      const key = episodesKey(source);
      const known = raws.find((raw) => episodesKey(raw.source) === key);
      if (known) return known;
      const tests = [...new Set(sources.flatMap((its) => (episodesKey(its) === key ? its.programmes : [])))];
      const raw = createRaw(source, tests);
      raws.push(raw);
      return raw;
    });

    function createRaw(source: EpisodeSource, tests: readonly number[]): Raw {
      const counts = arena.words((1 + years) * STRIDE);
      const [from, to] = [arena.words(BLOCK_TRIALS), arena.words(BLOCK_TRIALS)];
      const isDrawn = arena.bytes(BLOCK_TRIALS);
      from.fill(-1);
      const thing = RAW.putChanging(arena, {
        entity: source.entity,
        rates: parameters(source.rates),
        discoveryDays: columnAt(source.discoveryDays),
        repairDays: columnAt(source.repairDays),
        counts: counts.byteOffset,
        from: from.byteOffset,
        to: to.byteOffset,
        isDrawn: isDrawn.byteOffset,
        tests: tests.length,
      });
      return { source, thing, tests, counts, from, to, isDrawn };
    }

    const sourcesAt = sources.map((source, place) => {
      const { thing, tests } = rawOf[place];
      return SOURCE.put(arena, {
        raw: thing.at,
        frequency: varianceGroups(source.frequency),
        discovery: varianceGroups(source.discovery),
        repair: varianceGroups(source.repair),
        repairDays: columnAt(source.repairDays),
        tests: list(
          source.programmes.map((programme) =>
            TEST.put(arena, { programme: programmesAt[programme], place: tests.indexOf(programme) }),
          ),
        ),
      });
    });

    forget = () => {
      for (const { thing, from, isDrawn } of raws) {
        from.fill(-1);
        isDrawn.fill(0);
        thing.set('end', 0);
      }
      for (const column of phases) column.fill(0);
    };

    /** Counts the episodes of a trial where means are large. */
    function countOutside({ source, thing, counts, from, to }: Raw, trial: number): void {
      const { words } = random;
      const { entity, rates, repairDays } = source;
      let perYear = 0;
      for (const rate of rates) perYear += value(rate, trial);
      const open = meanOpenUntested(
        perYear,
        value(source.discoveryDays, trial),
        repairDays < 0 ? 0 : value(repairDays, trial),
      );
      from[trial] = thing.get('end');
      let end = from[trial];
      for (let year = 0; year <= years; year++) {
        const purpose = year === 0 ? PURPOSE.EPISODES_OPEN : PURPOSE.EPISODES_NEW;
        random.block(first + trial, year, stream(purpose), entity);
        const count = poissonQuantile(uniform53(words[0], words[1]), year === 0 ? open : perYear);
        counts[year * STRIDE + trial] = count;
        end += count;
      }
      to[trial] = end;
      thing.set('end', end);
    }

    /** Makes room for as many episodes as have been counted; those that have been drawn move there. */
    function makeRoom({ thing, tests }: Raw): void {
      const before = thing.get('room');
      const needed = thing.get('end');
      if (needed <= before) return;
      const room = Math.max(FIRST_ROOM, 2 * before, needed);
      const { buffer } = arena.memory;
      const doubles = (name: 'spans' | 'routineDays' | 'forStart', perEpisode: number): void => {
        const larger = arena.doubles(perEpisode * room);
        larger.set(new Float64Array(buffer, thing.get(name), perEpisode * before));
        thing.set(name, larger.byteOffset);
      };
      doubles('spans', 2);
      doubles('routineDays', 1);
      doubles('forStart', 1);
      const events = arena.words(room);
      events.set(new Int32Array(buffer, thing.get('events'), before));
      thing.set('events', events.byteOffset);
      const found = arena.doubles(tests.length * room);
      const foundBefore = new Float64Array(buffer, thing.get('found'), tests.length * before);
      for (let test = 0; test < tests.length; test++)
        found.set(foundBefore.subarray(test * before, (test + 1) * before), test * room);
      thing.set('found', found.byteOffset);
      thing.set('room', room);
    }

    return {
      years,
      source: (place) => (place < 0 ? 0 : sourcesAt[place]),
      fading: ({ halfLifeDays, schedule, leadTime, programmes: renewing }) =>
        FADING.put(arena, {
          halfLifeDays,
          schedule: schedule < 0 ? 0 : schedulesAt[schedule],
          leadTime: columnAt(leadTime),
          programmes: list(renewing.map((programme) => programmesAt[programme])),
        }),
      counting(places) {
        const its = [...new Set(places.map((place) => rawOf[place]))];
        return (here, trials, count) => {
          for (const raw of its) {
            let at = 0;
            while ((at = functions.countEpisodes(here, raw.thing.at, trials.byteOffset, count, at)) < count)
              countOutside(raw, trials[at]);
            makeRoom(raw);
          }
        };
      },
    };
  }

  return {
    begin(at) {
      first = at;
      forget();
    },
    in: putIn,
  };
}

/** What tells the episodes of sources apart before anything finds or thins them. */
const episodesKey = ({ entity, rates, discoveryDays, repairDays }: EpisodeSource): string =>
  [entity, discoveryDays, repairDays, ...rates].join();
