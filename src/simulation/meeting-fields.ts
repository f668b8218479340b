import {
  doubleAt,
  f64,
  I32,
  i32,
  set,
  whileTrue,
  type Code,
  type Local,
  type ValueType,
} from '../math/assembler.ts';
import { fields } from '../math/fields.ts';

/**
 * What the routines of a meeting look up in the arena. Where a word is an address, 0 stands for what is not there; a column holds a
 * parameter's values by trial of the block, a list begins with its length.
 */

/** The attempt at hand, where all attempts are, and what is the same for all. */
export const CASE = fields(
  ['day', 'forCoverage', 'forExploit'],
  [
    // of the attempt: its place among those at hand, its trial in the block, its number in that, its entry, whether it wins by itself, and what
    // is known by then of each control (see `findOperative`)
    'attempt',
    'trial',
    'event',
    'entry',
    'wins',
    'operative',
    // of all attempts: columns
    'trials',
    'events',
    'days',
    'cells',
    'forCoverages',
    'forEntries',
    'forExploits',
    'winning',
    'operatives',
    // places of those that some variant lets through, and assets that their events reach, one list of all
    'passed',
    'reached',
    // the trial of the run with which the block begins, and in how many years episodes start
    'first',
    'years',
    // the key of all draws, the words drawn last, and what `exp` reads
    'keys',
    'words0',
    'words1',
    'words2',
    'words3',
    'roots',
  ],
);

/** A control as variants of a scenario have it: columns, what evasion draws by, its failures, and places of those it requires. */
export const CONTROL = fields(
  [],
  ['coverage', 'leadTime', 'evasion', 'evasionStream', 'failures', 'requires'],
);

/** An effect: the place of its control, a column, by entry whether it touches it (bytes), and how it fades. */
export const EFFECT = fields([], ['control', 'efficacy', 'touches', 'fading']);

/**
 * Effects of which the strongest counts. Thinning ones have a column of random words, by attempt; `stopped` is twice the attempt they were last
 * asked about, plus 1 if they stop it. Of loss effects, `left` is what they leave of the row `leftOf`.
 */
export const GROUP = fields(['left'], ['effects', 'words', 'stopped', 'leftOf']);

/**
 * A variant: lists of groups, and its columns of the table. `costsAs` is the first one under which events cost the same, and knows of which row
 * those costs have been found last, and in whose columns they are.
 */
export const VARIANT = fields(
  [],
  [
    'weaknesses',
    'faced',
    'bypassed',
    'PRIMARY_LOSS',
    'OUTAGE',
    'RECORDS',
    'SECONDARY_PROBABILITY',
    'SECONDARY_LOSS',
    'costsAs',
    'costsOf',
    'costsIn',
    'happens',
    'lossCents',
    'formCents',
    'records',
    'hours',
    'bornFrom',
    'bornBy',
    'bornCents',
  ],
);

/** A form of loss: what it costs without controls, by row and by secondary loss, and whether outages or records cost in it. */
export const FORM = fields([], ['primary', 'secondary', 'isProductivity', 'isResponse']);

/** What an asset costs; `held` is below 0 where no records are stated. */
export const ASSET = fields(['held'], ['costPerRecord', 'recordsExponent', 'costPerHour', 'dependents']);

/** A dependent of an asset: its place, the stream and the word by which both ways to it are drawn, and their columns. */
export const DEPENDENT = fields([], ['asset', 'about', 'word', 'propagation', 'exposure']);

/** A scenario, and its attempts that some variant lets through: the rows that they have in its table, from `row` on. */
export const SCENARIO = fields(
  ['recordCost'],
  [
    'entity',
    'asset',
    'assets',
    'exposes',
    'exploitability',
    'entryEnds',
    'entries',
    'aiCapable',
    'controls',
    'groups',
    'variants',
    'alwaysWins',
    'row',
    'trial',
    'cell',
    'day',
    // what rows would cost without controls: hours, records, forms of loss, and secondary losses with their rows, uniforms and chances
    'hours',
    'records',
    'forms',
    'secondaries',
    'secondaryRows',
    'secondaryUniforms',
    'secondaryChances',
    // by row, where in `reached` the assets begin that go down with it, and where those that it exposes
    'downFrom',
    'exposedFrom',
    // by asset whether a walk has reached it; by place in a row's part of the list, what it costs
    'isReached',
    'reachedUsd',
  ],
);

/** What fades from an efficacy: see `Fading` of compile.ts; a list of programmes. */
export const FADING = fields(['halfLifeDays'], ['schedule', 'leadTime', 'programmes']);

/** What runs at intervals, with the column of its phases, 0 where none is drawn yet. */
export const SCHEDULE = fields(['everyDays'], ['entity', 'stream', 'phases']);
export const PROGRAMME = fields(
  ['everyDays'],
  ['entity', 'stream', 'phases', 'findStream', 'find', 'fix', 'reach', 'leadTimes'],
);

/** A source of episodes under one portfolio: what it draws on, lists of variance groups, a column, and a list of its tests. */
export const SOURCE = fields([], ['raw', 'frequency', 'discovery', 'repair', 'repairDays', 'tests']);
/** A test of a source: its programme, and its place among those that test the same episodes. */
export const TEST = fields([], ['programme', 'place']);
export const VARIANCE = fields([], ['efficacy', 'coverage', 'leadTimes']);

/**
 * The episodes of a control or an asset before anything finds or thins them: sources that differ in their tests only share them. Those of one
 * trial stand together, `from` and `to` by trial; `from` is -1 while they are not counted. `counts` are columns: those open at the start, then
 * those of each year.
 */
export const RAW = fields(
  [],
  [
    'entity',
    'rates',
    'discoveryDays',
    'repairDays',
    'counts',
    'from',
    'to',
    'isDrawn',
    'end',
    // by episode: when it starts and, if only its routine finds it, ends; how long that takes; what thins it; its number
    'room',
    'spans',
    'routineDays',
    'forStart',
    'events',
    // by test, room for when it finds each episode; NaN where nobody asked
    'tests',
    'found',
  ],
);

/** The value of a column in a trial of the block. */
export const valueOf = (column: Code, trial: Code): Code => f64.load(doubleAt(column, trial));

/** Goes through a list of words; `body` is told of each. */
export function eachOf(list: Code, local: (type: ValueType) => Local, body: (item: Local) => Code): Code {
  const [at, end, item] = [local(I32), local(I32), local(I32)];
  return [
    set(at, list),
    set(end, i32.add(at, i32.shiftLeft(i32.load(at), i32.const(2)))),
    whileTrue(i32.lessUnsigned(at, end), [
      set(at, i32.add(at, i32.const(4))),
      set(item, i32.load(at)),
      body(item),
    ]),
  ];
}

/** One of the four words drawn last, and `uniform32` of it. */
export const drawnWord = (here: Code, place: 0 | 1 | 2 | 3): Code => CASE.word(here, `words${place}`);
export const uniform32Of = (word: Code): Code =>
  f64.mul(f64.add(f64.ofUnsigned(word), f64.const(0.5)), f64.const(2 ** -32));
export const drawnUniform = (here: Code, place: 0 | 1 | 2 | 3): Code => uniform32Of(drawnWord(here, place));
