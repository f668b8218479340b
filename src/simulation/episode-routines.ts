import {
  byteAt,
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  returned,
  routine,
  select,
  set,
  times,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
} from '../math/assembler.ts';
import { uniform53Of } from '../math/sample-routines.ts';
import { STRIDE } from './block.ts';
import { calling, draw, expOf, logOf } from './meeting-calls.ts';
import {
  CASE,
  drawnUniform,
  drawnWord,
  eachOf,
  FADING,
  PROGRAMME,
  RAW,
  SCHEDULE,
  SOURCE,
  TEST,
  valueOf,
  VARIANCE,
} from './meeting-fields.ts';
import { eventOfYear, PURPOSE, stream } from './streams.ts';

/** What is broken, open or freshly renewed, by `CASE` (`here`) and the things of meeting-fields.ts. */

const LN2 = 0.6931471805599453;
/** Up to this mean counts are added up from 0, as in poisson.ts. */
const FEW = 30;
const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;
/** Where the event word of an attempt or an episode has its year. */
const YEAR_BITS = Math.log2(eventOfYear(1, 0));

const increased = (by: Local, step: number): Code => set(by, i32.add(by, i32.const(step)));
const not = i32.isZero;
/** The smallest whole number not below; of doubles. */
const ceil = (x: Code): Code => f64.negative(f64.floor(f64.negative(x)));

/** `poissonQuantile`, told e to minus the mean; -1 for means that are not from 0 to FEW. */
const poisson = routine('poisson', [F64, F64, F64], I32, ([u, mean, probability], local) => {
  const [count, sum, next] = [local(I32), local(F64), local(F64)];
  return [
    when(
      i32.and(f64.atMost(u, f64.sub(f64.const(1), mean)), f64.atLeast(mean, f64.const(0))),
      returned(i32.const(0)),
    ),
    when(
      not(i32.and(f64.atLeast(mean, f64.const(0)), f64.atMost(mean, f64.const(FEW)))),
      returned(i32.const(-1)),
    ),
    set(sum, probability),
    whileTrue(f64.less(sum, u), [
      increased(count, 1),
      set(probability, f64.mul(probability, f64.div(mean, f64.ofSigned(count)))),
      set(next, f64.add(sum, probability)),
      // u is nearer to 1 than the sum can come
      when(f64.equal(next, sum), returned(count)),
      set(sum, next),
    ]),
    count,
  ];
});

/** The day on which all of some lead times have passed. */
const latest = routine('latest', [I32, I32], F64, ([leadTimes, trial], local) => {
  const day = local(F64);
  return [eachOf(leadTimes, local, (leadTime) => set(day, f64.max(day, valueOf(leadTime, trial)))), day];
});

/** The first day of a programme's runs; with no lead time it has run for ever. */
const firstRunDay = routine('firstRunDay', [I32, I32], F64, ([programme, trial], local) => {
  const day = local(F64);
  return [
    set(day, calling('latest', PROGRAMME.word(programme, 'leadTimes'), trial)),
    select(f64.greater(day, f64.const(0)), day, f64.const(-Infinity)),
  ];
});

/** A phase in (0, 1), of what has its entity, its stream and the column of its phases first, as schedules and programmes have. */
const phaseOf = routine('phaseOf', [I32, I32, I32], F64, ([here, its, trial], local) => {
  const at = local(I32);
  return [
    set(at, doubleAt(SCHEDULE.word(its, 'phases'), trial)),
    when(f64.equal(f64.load(at), f64.const(0)), [
      draw(here, trial, i32.const(0), SCHEDULE.word(its, 'stream'), SCHEDULE.word(its, 'entity')),
      f64.store(at, drawnUniform(here, 0)),
    ]),
    f64.load(at),
  ];
});

/** Lists the trials of attempts, which stand in order of trial, each once; returns how many there are. */
const listTrials = routine('listTrials', [I32, I32, I32], I32, ([count, trials, into], local) => {
  const [i, trial, listed] = [local(I32), local(I32), local(I32)];
  return [
    set(trial, i32.const(-1)),
    times(i, count, [
      when(i32.notEqual(i32.load(wordAt(trials, i)), trial), [
        set(trial, i32.load(wordAt(trials, i))),
        i32.store(wordAt(into, listed), trial),
        increased(listed, 1),
      ]),
    ]),
    listed,
  ];
});

/**
 * Counts the episodes of the trials in a list, from a place in it on, where that has not been done; returns the place of a trial whose counts
 * must be found elsewhere, or else the length of the list.
 */
const countEpisodes = routine('countEpisodes', [I32, I32, I32, I32, I32], I32, (parameters, local) => {
  const [here, raw, trials, count, at] = parameters;
  const [trial, year, counted, total, countAt] = Array.from({ length: 5 }, () => local(I32));
  const [perYear, mean, repair, none] = [local(F64), local(F64), local(F64), local(F64)];
  const countNow = (purpose: number): Code => [
    draw(here, trial, year, i32.const(stream(purpose)), RAW.word(raw, 'entity')),
    set(counted, calling('poisson', uniform53Of(drawnWord(here, 0), drawnWord(here, 1)), mean, none)),
    when(i32.less(counted, i32.const(0)), returned(at)),
    i32.store(countAt, counted),
    increased(countAt, STRIDE * WORD_BYTES),
    set(total, i32.add(total, counted)),
  ];
  const from = wordAt(RAW.word(raw, 'from'), trial);
  return [
    whileTrue(i32.less(at, count), [
      set(trial, i32.load(wordAt(trials, at))),
      when(i32.less(i32.load(from), i32.const(0)), [
        set(perYear, f64.const(0)),
        set(total, i32.const(0)),
        set(year, i32.const(0)),
        eachOf(RAW.word(raw, 'rates'), local, (rate) => set(perYear, f64.add(perYear, valueOf(rate, trial)))),
        when(not(f64.atMost(perYear, f64.const(0))), [
          set(countAt, wordAt(RAW.word(raw, 'counts'), trial)),
          set(repair, f64.const(0)),
          when(RAW.word(raw, 'repairDays'), set(repair, valueOf(RAW.word(raw, 'repairDays'), trial))),
          // see `meanOpenUntested`
          set(
            mean,
            f64.div(
              f64.mul(perYear, f64.add(valueOf(RAW.word(raw, 'discoveryDays'), trial), repair)),
              f64.const(365),
            ),
          ),
          set(none, expOf(here, f64.negative(mean))),
          countNow(PURPOSE.EPISODES_OPEN),
          set(year, i32.const(1)),
          set(mean, perYear),
          set(none, expOf(here, f64.negative(mean))),
          whileTrue(not(i32.greater(year, CASE.word(here, 'years'))), [
            countNow(PURPOSE.EPISODES_NEW),
            increased(year, 1),
          ]),
        ]),
        i32.store(from, RAW.word(raw, 'end')),
        RAW.setWord(raw, 'end', i32.add(RAW.word(raw, 'end'), total)),
        i32.store(wordAt(RAW.word(raw, 'to'), trial), RAW.word(raw, 'end')),
      ]),
      increased(at, 1),
    ]),
    at,
  ];
});

const SPAN_BYTES = 2 * DOUBLE_BYTES;
/** When an episode starts, as an address; when it ends if only its routine finds it stands behind that. */
const spanAt = (raw: Code, episode: Code): Code =>
  i32.add(RAW.word(raw, 'spans'), i32.shiftLeft(episode, i32.const(4)));

/** A delay with the given mean, from one uniform in (0, 1). */
const exponentialOf = (u: Code, mean: Code): Code => f64.mul(f64.negative(mean), logOf(u));

/** Draws the episodes of a trial, whose numbers are known. */
const drawEpisodes = routine('drawEpisodes', [I32, I32, I32], undefined, ([here, raw, trial], local) => {
  const [at, end, year, countAt, event, found] = Array.from({ length: 6 }, () => local(I32));
  const [discovery, repair, total, young, since] = Array.from({ length: 5 }, () => local(F64));
  const [start, routineDays, yearStart] = [local(F64), local(F64), local(F64)];
  const drawEpisode = (purpose: number): Code =>
    draw(here, trial, event, i32.const(stream(purpose)), RAW.word(raw, 'entity'));
  const span = spanAt(raw, at);
  const add: Code = [
    f64.store(span, start),
    f64.store(span, f64.add(f64.add(start, routineDays), repair), DOUBLE_BYTES),
    f64.store(doubleAt(RAW.word(raw, 'routineDays'), at), routineDays),
    f64.store(doubleAt(RAW.word(raw, 'forStart'), at), drawnUniform(here, 2)),
    i32.store(wordAt(RAW.word(raw, 'events'), at), event),
    increased(at, 1),
    increased(event, 1),
  ];
  const forRest = drawnUniform(here, 1);
  // one that is open at a moment is younger than its repair takes with probability r / (D + r), and then need not have been found
  const open: Code = [
    drawEpisode(PURPOSE.EPISODE_OPEN),
    set(young, f64.mul(drawnUniform(here, 0), total)),
    when(
      f64.less(young, repair),
      [set(start, f64.negative(young)), set(routineDays, exponentialOf(forRest, discovery))],
      [
        set(since, f64.mul(f64.negative(discovery), logOf(f64.div(f64.sub(total, young), discovery)))),
        set(start, f64.negative(f64.add(repair, since))),
        set(routineDays, f64.add(since, exponentialOf(forRest, discovery))),
      ],
    ),
    add,
  ];
  const starting: Code = [
    drawEpisode(PURPOSE.EPISODE_NEW),
    set(start, f64.mul(f64.add(yearStart, drawnUniform(here, 0)), f64.const(365))),
    set(routineDays, exponentialOf(forRest, discovery)),
    add,
  ];
  const toEnd = (body: Code): Code => [
    set(end, i32.add(at, i32.load(countAt))),
    whileTrue(i32.less(at, end), body),
    increased(countAt, STRIDE * WORD_BYTES),
  ];
  return [
    set(at, i32.load(wordAt(RAW.word(raw, 'from'), trial))),
    set(end, i32.load(wordAt(RAW.word(raw, 'to'), trial))),
    when(i32.equal(at, end), returned([])),
    // nobody has asked yet when a test finds them
    set(found, doubleAt(RAW.word(raw, 'found'), at)),
    times(year, RAW.word(raw, 'tests'), [
      set(event, i32.const(0)),
      whileTrue(i32.less(i32.add(at, event), end), [
        f64.store(doubleAt(found, event), f64.const(NaN)),
        increased(event, 1),
      ]),
      set(found, doubleAt(found, RAW.word(raw, 'room'))),
    ]),
    set(discovery, valueOf(RAW.word(raw, 'discoveryDays'), trial)),
    when(RAW.word(raw, 'repairDays'), set(repair, valueOf(RAW.word(raw, 'repairDays'), trial))),
    set(total, f64.add(discovery, repair)),
    set(countAt, wordAt(RAW.word(raw, 'counts'), trial)),
    set(event, i32.const(0)),
    toEnd(open),
    set(year, i32.const(1)),
    whileTrue(not(i32.greater(year, CASE.word(here, 'years'))), [
      set(event, i32.shiftLeft(year, i32.const(YEAR_BITS))),
      set(yearStart, f64.ofSigned(i32.sub(year, i32.const(1)))),
      toEnd(starting),
      increased(year, 1),
    ]),
  ];
});

/** What the variance effects in force when an episode starts leave of a figure. */
const varianceLeft = routine('varianceLeft', [I32, I32, F64], F64, ([groups, trial, startDay], local) => {
  const [product, strongest, day] = [local(F64), local(F64), local(F64)];
  return [
    set(product, f64.const(1)),
    eachOf(groups, local, (group) => [
      set(strongest, f64.const(0)),
      eachOf(group, local, (effect) => [
        set(day, calling('latest', VARIANCE.word(effect, 'leadTimes'), trial)),
        when(
          not(i32.and(f64.greater(day, f64.const(0)), f64.less(startDay, day))),
          set(
            strongest,
            f64.max(
              strongest,
              f64.mul(
                valueOf(VARIANCE.word(effect, 'efficacy'), trial),
                valueOf(VARIANCE.word(effect, 'coverage'), trial),
              ),
            ),
          ),
        ),
      ]),
      set(product, f64.mul(product, f64.sub(f64.const(1), strongest))),
    ]),
    product,
  ];
});

/** When a test finds an episode. */
const foundDay = routine('foundDay', [I32, I32, I32, I32, I32], F64, (parameters, local) => {
  const [here, test, raw, trial, episode] = parameters;
  const [programme, at] = [local(I32), local(I32)];
  const [found, forDay, perRun, start, phase] = Array.from({ length: 5 }, () => local(F64));
  const [first, run, needed, every] = Array.from({ length: 4 }, () => local(F64));
  const one = f64.const(1);
  return [
    set(
      at,
      doubleAt(
        RAW.word(raw, 'found'),
        i32.add(episode, i32.mul(TEST.word(test, 'place'), RAW.word(raw, 'room'))),
      ),
    ),
    set(found, f64.load(at)),
    when(f64.equal(found, found), returned(found)),
    set(programme, TEST.word(test, 'programme')),
    draw(
      here,
      trial,
      i32.load(wordAt(RAW.word(raw, 'events'), episode)),
      PROGRAMME.word(programme, 'findStream'),
      RAW.word(raw, 'entity'),
    ),
    set(found, f64.const(Infinity)),
    when(f64.less(drawnUniform(here, 1), valueOf(PROGRAMME.word(programme, 'reach'), trial)), [
      set(forDay, drawnUniform(here, 0)),
      set(
        perRun,
        f64.mul(
          valueOf(PROGRAMME.word(programme, 'find'), trial),
          valueOf(PROGRAMME.word(programme, 'fix'), trial),
        ),
      ),
      // each run after the start succeeds with probability `perRun`: the number of runs it takes is geometric, and one uniform gives it
      when(f64.greater(perRun, f64.const(0)), [
        set(start, f64.load(spanAt(raw, episode))),
        set(phase, calling('phaseOf', here, programme, trial)),
        set(first, calling('firstRunDay', programme, trial)),
        set(every, PROGRAMME.double(programme, 'everyDays')),
        set(run, f64.add(f64.floor(f64.sub(f64.div(start, every), phase)), one)),
        when(f64.greater(first, start), set(run, f64.max(run, ceil(f64.sub(f64.div(first, every), phase))))),
        set(needed, one),
        when(
          f64.less(perRun, one),
          set(needed, f64.max(one, ceil(f64.div(logOf(f64.sub(one, forDay)), logOf(f64.sub(one, perRun)))))),
        ),
        set(found, f64.mul(f64.add(f64.sub(f64.add(run, needed), one), phase), every)),
      ]),
    ]),
    f64.store(at, found),
    found,
  ];
});

/** Whether an episode that would be open on a day if nothing found or thinned it is so in a portfolio. */
const isStillOpen = routine('isStillOpen', [I32, I32, I32, I32, I32, F64], I32, (parameters, local) => {
  const [here, source, raw, trial, episode, day] = parameters;
  const [start, found, byTest, mended] = Array.from({ length: 4 }, () => local(F64));
  const left = (figure: 'frequency' | 'discovery' | 'repair'): Code =>
    calling('varianceLeft', SOURCE.word(source, figure), trial, start);
  return [
    set(start, f64.load(spanAt(raw, episode))),
    when(
      SOURCE.word(source, 'frequency'),
      when(
        not(f64.less(f64.load(doubleAt(RAW.word(raw, 'forStart'), episode)), left('frequency'))),
        returned(i32.const(0)),
      ),
    ),
    set(found, f64.load(doubleAt(RAW.word(raw, 'routineDays'), episode))),
    when(SOURCE.word(source, 'discovery'), set(found, f64.mul(found, left('discovery')))),
    set(found, f64.add(start, found)),
    eachOf(SOURCE.word(source, 'tests'), local, (test) => [
      set(byTest, calling('foundDay', here, test, raw, trial, episode)),
      when(f64.less(byTest, found), set(found, byTest)),
    ]),
    when(SOURCE.word(source, 'repairDays'), [
      set(mended, valueOf(SOURCE.word(source, 'repairDays'), trial)),
      when(SOURCE.word(source, 'repair'), set(mended, f64.mul(mended, left('repair')))),
      set(found, f64.add(found, mended)),
    ]),
    f64.less(day, found),
  ];
});

/** How many episodes of a source are open when the attempt at hand comes, of which no more than `most` are looked for. */
const openOn = routine('openOn', [I32, I32, I32], I32, ([here, source, most], local) => {
  const [raw, trial, episode, to, open, drawn, span] = Array.from({ length: 7 }, () => local(I32));
  const day = local(F64);
  return [
    set(raw, SOURCE.word(source, 'raw')),
    set(trial, CASE.word(here, 'trial')),
    set(day, CASE.double(here, 'day')),
    set(drawn, byteAt(RAW.word(raw, 'isDrawn'), trial)),
    when(not(i32.load8(drawn)), [i32.store8(drawn, i32.const(1)), calling('drawEpisodes', here, raw, trial)]),
    set(episode, i32.load(wordAt(RAW.word(raw, 'from'), trial))),
    set(to, i32.load(wordAt(RAW.word(raw, 'to'), trial))),
    set(span, spanAt(raw, episode)),
    whileTrue(i32.and(i32.less(episode, to), i32.less(open, most)), [
      when(
        i32.and(f64.atMost(f64.load(span), day), f64.less(day, f64.load(span, DOUBLE_BYTES))),
        set(open, i32.add(open, calling('isStillOpen', here, source, raw, trial, episode, day))),
      ),
      increased(span, SPAN_BYTES),
      increased(episode, 1),
    ]),
    open,
  ];
});

/** What fading leaves of an efficacy when the attempt at hand comes, 0 to 1. */
const freshness = routine('freshness', [I32, I32], F64, ([here, fading], local) => {
  const [trial, schedule] = [local(I32), local(I32)];
  const [day, renewed, run, phase, every] = Array.from({ length: 5 }, () => local(F64));
  // see `latestRun`
  const setRun = (its: Local, everyDays: Code): Code => [
    set(every, everyDays),
    set(phase, calling('phaseOf', here, its, trial)),
    set(run, f64.mul(f64.add(f64.floor(f64.sub(f64.div(day, every), phase)), phase), every)),
  ];
  return [
    set(trial, CASE.word(here, 'trial')),
    set(day, CASE.double(here, 'day')),
    set(schedule, FADING.word(fading, 'schedule')),
    when(
      schedule,
      [setRun(schedule, SCHEDULE.double(schedule, 'everyDays')), set(renewed, run)],
      when(FADING.word(fading, 'leadTime'), set(renewed, valueOf(FADING.word(fading, 'leadTime'), trial))),
    ),
    eachOf(FADING.word(fading, 'programmes'), local, (programme) => [
      setRun(programme, PROGRAMME.double(programme, 'everyDays')),
      when(
        i32.and(f64.greater(run, renewed), f64.atLeast(run, calling('firstRunDay', programme, trial))),
        set(renewed, run),
      ),
    ]),
    expOf(
      here,
      f64.div(
        f64.mul(f64.const(-LN2), f64.max(f64.const(0), f64.sub(day, renewed))),
        FADING.double(fading, 'halfLifeDays'),
      ),
    ),
  ];
});

export const EPISODE_ROUTINES = [
  poisson,
  latest,
  firstRunDay,
  phaseOf,
  listTrials,
  countEpisodes,
  drawEpisodes,
  varianceLeft,
  foundDay,
  isStillOpen,
  openOn,
  freshness,
];
