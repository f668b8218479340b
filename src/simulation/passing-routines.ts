import {
  byteAt,
  doubleAt,
  F64,
  f64,
  fillBytes,
  I32,
  i32,
  returned,
  routine,
  set,
  times,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
} from '../math/assembler.ts';
import { calling, draw } from './meeting-calls.ts';
import {
  CASE,
  CONTROL,
  drawnUniform,
  eachOf,
  EFFECT,
  GROUP,
  SCENARIO,
  uniform32Of,
  valueOf,
  VARIANT,
} from './meeting-fields.ts';

/** Which attempts each variant of a scenario lets through, by `CASE` (`here`) and the things of meeting-fields.ts. */

const WORD_BYTES = 4;

const not = i32.isZero;
const NO = i32.const(0);
const YES = i32.const(1);

/** Takes up an attempt, whose number in its trial is told. */
const take = routine('take', [I32, I32, I32, I32], undefined, ([here, its, attempt, event], local) => {
  const [entry, forEntry] = [local(I32), local(F64)];
  const double = (column: 'days' | 'forCoverages' | 'forExploits' | 'forEntries'): Code =>
    f64.load(doubleAt(CASE.word(here, column), attempt));
  const entries = SCENARIO.word(its, 'entries');
  return [
    CASE.setWord(here, 'attempt', attempt),
    CASE.setWord(here, 'event', event),
    CASE.setWord(here, 'trial', i32.load(wordAt(CASE.word(here, 'trials'), attempt))),
    CASE.setDouble(here, 'day', double('days')),
    CASE.setDouble(here, 'forCoverage', double('forCoverages')),
    CASE.setDouble(here, 'forExploit', double('forExploits')),
    CASE.setWord(
      here,
      'wins',
      i32.or(SCENARIO.word(its, 'alwaysWins'), i32.load8(byteAt(CASE.word(here, 'winning'), attempt))),
    ),
    CASE.setWord(
      here,
      'operative',
      i32.add(CASE.word(here, 'operatives'), i32.mul(attempt, i32.load(SCENARIO.word(its, 'controls')))),
    ),
    // by which entry it comes, from 1; 0 where by none that is named (see `entryOf`)
    CASE.setWord(here, 'entry', i32.const(0)),
    when(entries, [
      set(forEntry, double('forEntries')),
      whileTrue(i32.less(entry, entries), [
        when(f64.less(forEntry, f64.load(doubleAt(SCENARIO.word(its, 'entryEnds'), entry))), [
          CASE.setWord(here, 'entry', i32.add(entry, i32.const(1))),
          returned([]),
        ]),
        set(entry, i32.add(entry, i32.const(1))),
      ]),
    ]),
  ];
});

/** known = whether it acts, which is found once, plus 1. */
const setOperative = (known: Local, here: Code, its: Code, place: Code): Code => [
  set(known, i32.load8(byteAt(CASE.word(here, 'operative'), place))),
  when(not(known), set(known, calling('findOperative', here, its, place))),
];
const ACTS = i32.const(2);

/** Whether a control acts on the attempt at hand. */
const acts = routine('acts', [I32, I32, I32], I32, ([here, its, control], local) => {
  const [trial, column, known] = [local(I32), local(I32), local(I32)];
  return [
    set(trial, CASE.word(here, 'trial')),
    when(
      not(f64.less(CASE.double(here, 'forCoverage'), valueOf(CONTROL.word(control, 'coverage'), trial))),
      returned(NO),
    ),
    set(column, CONTROL.word(control, 'leadTime')),
    when(column, when(f64.less(CASE.double(here, 'day'), valueOf(column, trial)), returned(NO))),
    eachOf(CONTROL.word(control, 'requires'), local, (needed) => [
      setOperative(known, here, its, needed),
      when(i32.notEqual(known, ACTS), returned(NO)),
    ]),
    when(
      CONTROL.word(control, 'failures'),
      when(calling('openOn', here, CONTROL.word(control, 'failures'), i32.const(1)), returned(NO)),
    ),
    set(column, CONTROL.word(control, 'evasion')),
    when(not(column), returned(YES)),
    when(not(i32.load8(byteAt(SCENARIO.word(its, 'aiCapable'), CASE.word(here, 'entry')))), returned(YES)),
    draw(
      here,
      trial,
      CASE.word(here, 'event'),
      CONTROL.word(control, 'evasionStream'),
      SCENARIO.word(its, 'entity'),
    ),
    not(f64.less(drawnUniform(here, 0), valueOf(column, trial))),
  ];
});

/** Finds it of a control by its place; a byte for each control of an attempt is 0 while nobody has asked, then 1 more. */
const findOperative = routine('findOperative', [I32, I32, I32], I32, ([here, its, place], local) => {
  const known = local(I32);
  return [
    set(
      known,
      i32.add(
        YES,
        calling('acts', here, its, i32.load(wordAt(SCENARIO.word(its, 'controls'), place), WORD_BYTES)),
      ),
    ),
    i32.store8(byteAt(CASE.word(here, 'operative'), place), known),
    known,
  ];
});

/** The share that the strongest of overlapping effects stops, or takes from a loss. */
const strongest = routine('strongest', [I32, I32, I32], F64, ([here, its, effects], local) => {
  const [most, share] = [local(F64), local(F64)];
  const [trial, entry, known] = [local(I32), local(I32), local(I32)];
  return [
    set(trial, CASE.word(here, 'trial')),
    set(entry, CASE.word(here, 'entry')),
    eachOf(effects, local, (effect) =>
      when(i32.load8(byteAt(EFFECT.word(effect, 'touches'), entry)), [
        set(share, valueOf(EFFECT.word(effect, 'efficacy'), trial)),
        // fading only lowers it
        when(f64.greater(share, most), [
          setOperative(known, here, its, EFFECT.word(effect, 'control')),
          when(i32.equal(known, ACTS), [
            when(
              EFFECT.word(effect, 'fading'),
              set(share, f64.mul(share, calling('freshness', here, EFFECT.word(effect, 'fading')))),
            ),
            when(f64.greater(share, most), set(most, share)),
          ]),
        ]),
      ]),
    ),
    most,
  ];
});

/** Finds whether a group stops the attempt at hand; see `GROUP`. */
const findStopped = routine('findStopped', [I32, I32, I32], I32, ([here, its, group], local) => {
  const [attempt, known, share] = [local(I32), local(I32), local(F64)];
  return [
    set(attempt, CASE.word(here, 'attempt')),
    set(share, calling('strongest', here, its, GROUP.word(group, 'effects'))),
    set(
      known,
      i32.or(
        i32.shiftLeft(attempt, i32.const(1)),
        i32.and(
          f64.greater(share, f64.const(0)),
          f64.less(uniform32Of(i32.load(wordAt(GROUP.word(group, 'words'), attempt))), share),
        ),
      ),
    ),
    GROUP.setWord(group, 'stopped', known),
    known,
  ];
});

/** known = twice the attempt, plus 1 if the group stops it, which is found once. */
const setStopped = (known: Local, here: Code, its: Code, group: Code, attempt: Local): Code => [
  set(known, GROUP.word(group, 'stopped')),
  when(
    i32.notEqual(i32.shiftRight(known, i32.const(1)), attempt),
    set(known, calling('findStopped', here, its, group)),
  ),
];
const isOdd = (word: Code): Code => i32.and(word, i32.const(1));

/** Whether the attempt exploits a weakness, of which a variant's tests leave some open. */
const exploits = routine('exploits', [I32, I32, I32], I32, ([here, its, weaknesses], local) => {
  const [open, i, exploitability, missesAll] = [local(I32), local(I32), local(F64), local(F64)];
  const one = f64.const(1);
  return [
    set(open, calling('openOn', here, weaknesses, i32.const(2 ** 31 - 1))),
    when(not(open), returned(NO)),
    set(exploitability, valueOf(SCENARIO.word(its, 'exploitability'), CASE.word(here, 'trial'))),
    set(missesAll, one),
    times(i, open, set(missesAll, f64.mul(missesAll, f64.sub(one, exploitability)))),
    f64.less(CASE.double(here, 'forExploit'), f64.sub(one, missesAll)),
  ];
});

/** Whether a variant lets a loss event come of the attempt; whether it is an exploit is asked only where that decides. */
const passes = routine('passes', [I32, I32, I32], I32, ([here, its, variant], local) => {
  const [attempt, known, needsExploit] = [local(I32), local(I32), local(I32)];
  return [
    set(attempt, CASE.word(here, 'attempt')),
    eachOf(VARIANT.word(variant, 'faced'), local, (group) => [
      setStopped(known, here, its, group, attempt),
      when(isOdd(known), returned(NO)),
    ]),
    set(needsExploit, not(CASE.word(here, 'wins'))),
    eachOf(VARIANT.word(variant, 'bypassed'), local, (group) =>
      when(not(needsExploit), [
        setStopped(known, here, its, group, attempt),
        set(needsExploit, isOdd(known)),
      ]),
    ),
    when(not(needsExploit), returned(YES)),
    when(not(VARIANT.word(variant, 'weaknesses')), returned(NO)),
    calling('exploits', here, its, VARIANT.word(variant, 'weaknesses')),
  ];
});

/** Puts attempts to the variants of their scenario; opens a row for each that some variant lets through, and returns how many. */
const meet = routine('meet', [I32, I32, I32], I32, ([here, its, count], local) => {
  const [attempt, row, any, happens, passed] = Array.from({ length: 5 }, () => local(I32));
  const toRow = (column: 'trial' | 'cell', value: Code): Code =>
    i32.store(wordAt(SCENARIO.word(its, column), row), value);
  return [
    // nothing is known of these attempts yet
    fillBytes(
      CASE.word(here, 'operatives'),
      i32.const(0),
      i32.mul(count, i32.load(SCENARIO.word(its, 'controls'))),
    ),
    eachOf(SCENARIO.word(its, 'groups'), local, (group) => [
      GROUP.setWord(group, 'stopped', i32.const(-1)),
      GROUP.setWord(group, 'leftOf', i32.const(-1)),
    ]),
    eachOf(SCENARIO.word(its, 'variants'), local, (variant) =>
      VARIANT.setWord(variant, 'costsOf', i32.const(-1)),
    ),
    set(row, SCENARIO.word(its, 'row')),
    set(passed, CASE.word(here, 'passed')),
    times(attempt, count, [
      calling('take', here, its, attempt, i32.load(wordAt(CASE.word(here, 'events'), attempt))),
      set(any, NO),
      eachOf(SCENARIO.word(its, 'variants'), local, (variant) => [
        set(happens, calling('passes', here, its, variant)),
        i32.store8(byteAt(VARIANT.word(variant, 'happens'), row), happens),
        set(any, i32.or(any, happens)),
      ]),
      when(any, [
        toRow('trial', CASE.word(here, 'trial')),
        toRow('cell', i32.load(wordAt(CASE.word(here, 'cells'), attempt))),
        f64.store(doubleAt(SCENARIO.word(its, 'day'), row), CASE.double(here, 'day')),
        i32.store(passed, attempt),
        set(passed, i32.add(passed, i32.const(4))),
        set(row, i32.add(row, i32.const(1))),
      ]),
    ]),
    i32.sub(row, SCENARIO.word(its, 'row')),
  ];
});

export const PASSING_ROUTINES = [take, acts, findOperative, strongest, findStopped, exploits, passes, meet];
