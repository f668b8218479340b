import type { LossFactor } from '../controls/effects.ts';
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
import { calling, draw } from './meeting-calls.ts';
import {
  ASSET,
  CASE,
  DEPENDENT,
  eachOf,
  FORM,
  GROUP,
  SCENARIO,
  uniform32Of,
  valueOf,
  VARIANT,
} from './meeting-fields.ts';
import { PURPOSE, stream } from './streams.ts';
import { MOST_CENTS } from './whole-cents.ts';

/** What events cost under each variant, by `CASE` (`here`) and the things of meeting-fields.ts. */

const not = i32.isZero;
/** Cost per record is stated at this many records. */
const RECORDS_BASE = 10_000;

const increased = (by: Local, step: number): Code => set(by, i32.add(by, i32.const(step)));
const doubleOf = (column: Code, row: Code): Code => f64.load(doubleAt(column, row));

/** `wholeCents` of US dollars. */
function setCents(cents: Local, usd: Code): Code {
  const most = f64.const(MOST_CENTS);
  return [
    set(cents, f64.floor(f64.add(f64.mul(usd, f64.const(100)), f64.const(0.5)))),
    set(cents, select(f64.less(cents, most), cents, most)),
  ];
}

/**
 * Walks the dependencies from the struck asset, each open with its own probability and draw, in one of two ways; lists the assets that it
 * reaches from an address on, and returns where the list ends.
 */
const walk = routine('walk', [I32, I32, I32, I32], I32, ([here, its, isExposure, list], local) => {
  const [trial, column, word] = [local(I32), local(I32), local(I32)];
  const [current, next, end, reached] = [local(I32), local(I32), local(I32), local(I32)];
  const probability = local(F64);
  const isReached = SCENARIO.word(its, 'isReached');
  return [
    set(trial, CASE.word(here, 'trial')),
    set(current, SCENARIO.word(its, 'asset')),
    i32.store8(byteAt(isReached, current), i32.const(1)),
    set(next, list),
    set(end, list),
    set(word, i32.const(1)), // the struck asset comes first, and is not listed
    whileTrue(word, [
      eachOf(
        ASSET.word(i32.load(wordAt(SCENARIO.word(its, 'assets'), current)), 'dependents'),
        local,
        (dependent) => [
          set(reached, byteAt(isReached, DEPENDENT.word(dependent, 'asset'))),
          when(not(i32.load8(reached)), [
            set(
              column,
              select(
                isExposure,
                DEPENDENT.word(dependent, 'exposure'),
                DEPENDENT.word(dependent, 'propagation'),
              ),
            ),
            set(probability, valueOf(column, trial)),
            when(f64.greater(probability, f64.const(0)), [
              draw(
                here,
                trial,
                CASE.word(here, 'event'),
                i32.or(
                  DEPENDENT.word(dependent, 'about'),
                  select(
                    isExposure,
                    i32.const(stream(PURPOSE.EXPOSURE)),
                    i32.const(stream(PURPOSE.PROPAGATION)),
                  ),
                ),
                SCENARIO.word(its, 'entity'),
              ),
              set(word, i32.load(wordAt(CASE.addressOf(here, 'words0'), DEPENDENT.word(dependent, 'word')))),
              when(f64.less(uniform32Of(word), probability), [
                i32.store8(reached, i32.const(1)),
                i32.store(end, DEPENDENT.word(dependent, 'asset')),
                increased(end, 4),
              ]),
            ]),
          ]),
        ],
      ),
      set(word, i32.lessUnsigned(next, end)),
      when(word, [set(current, i32.load(next)), increased(next, 4)]),
    ]),
    i32.store8(byteAt(isReached, SCENARIO.word(its, 'asset')), i32.const(0)),
    set(next, list),
    whileTrue(i32.lessUnsigned(next, end), [
      i32.store8(byteAt(isReached, i32.load(next)), i32.const(0)),
      increased(next, 4),
    ]),
    end,
  ];
});

/** Takes up the attempt of a row, counted from the first one of those at hand: by then the lanes hold the counters of rows. */
const takeRow = (here: Code, its: Code, row: Code): Code =>
  calling(
    'take',
    here,
    its,
    i32.load(wordAt(CASE.word(here, 'passed'), row)),
    i32.load(wordAt(CASE.word(here, 'events'), row)),
  );

/** Finds which assets each of some rows reaches; returns how many that are for all of them. */
const spread = routine('spread', [I32, I32, I32], I32, ([here, its, rows], local) => {
  const [row, end] = [local(I32), local(I32)];
  const from = (column: 'downFrom' | 'exposedFrom'): Code =>
    i32.store(wordAt(SCENARIO.word(its, column), row), end);
  return [
    set(end, CASE.word(here, 'reached')),
    times(row, rows, [
      takeRow(here, its, row),
      from('downFrom'),
      when(
        SCENARIO.word(its, 'hours'),
        when(
          f64.greater(doubleOf(SCENARIO.word(its, 'hours'), row), f64.const(0)),
          set(end, calling('walk', here, its, i32.const(0), end)),
        ),
      ),
      from('exposedFrom'),
      when(SCENARIO.word(its, 'exposes'), set(end, calling('walk', here, its, i32.const(1), end))),
    ]),
    from('downFrom'),
    i32.shiftRight(i32.sub(end, CASE.word(here, 'reached')), i32.const(2)),
  ];
});

/** What groups leave of a factor of a row, each found once. */
const left = routine('left', [I32, I32, I32, I32], F64, ([here, its, groups, row], local) => {
  const product = local(F64);
  return [
    set(product, f64.const(1)),
    eachOf(groups, local, (group) => [
      when(i32.notEqual(GROUP.word(group, 'leftOf'), row), [
        GROUP.setDouble(
          group,
          'left',
          f64.sub(f64.const(1), calling('strongest', here, its, GROUP.word(group, 'effects'))),
        ),
        GROUP.setWord(group, 'leftOf', row),
      ]),
      set(product, f64.mul(product, GROUP.double(group, 'left'))),
    ]),
    product,
  ];
});

const recordsUsd = routine('recordsUsd', [I32, I32, I32, F64], F64, ([here, its, asset, records], local) => {
  const [trial, cost] = [local(I32), local(I32)];
  return [
    set(cost, ASSET.word(asset, 'costPerRecord')),
    when(i32.or(not(cost), f64.atMost(records, f64.const(0))), returned(f64.const(0))),
    set(trial, CASE.word(here, 'trial')),
    f64.mul(
      f64.mul(
        f64.mul(valueOf(cost, trial), f64.const(RECORDS_BASE)),
        calling(
          'pow',
          f64.div(records, f64.const(RECORDS_BASE)),
          valueOf(ASSET.word(asset, 'recordsExponent'), trial),
          CASE.word(here, 'roots'),
        ),
      ),
      SCENARIO.double(its, 'recordCost'),
    ),
  ];
});

/** Notes a cost of the last row that another asset bears. */
function bear(variant: Code, row: Code, asset: Code, cents: Local, at: Local): Code {
  const ends = wordAt(VARIANT.word(variant, 'bornFrom'), row);
  return when(f64.notEqual(cents, f64.const(0)), [
    set(at, i32.load(ends, 4)),
    i32.store(ends, i32.add(at, i32.const(1)), 4),
    i32.store(wordAt(VARIANT.word(variant, 'bornBy'), at), asset),
    f64.store(doubleAt(VARIANT.word(variant, 'bornCents'), at), cents),
  ]);
}

/**
 * Writes what the event of a row costs as a variant leaves it.
 *
 * @param k      the row, counted from the first one of those at hand
 * @param wanted its place among the secondary losses, -1 where it has none
 */
const cost = routine('cost', [I32, I32, I32, I32, I32], undefined, (parameters, local) => {
  const [here, its, variant, k, wanted] = parameters;
  const [row, trial, asset, assets, struck] = Array.from({ length: 5 }, () => local(I32));
  const [at, down, exposed, end, usdAt, free] = Array.from({ length: 6 }, () => local(I32));
  const [primaryLeft, hours, ofRecords, secondaryLeft, hasSecondary] = [
    local(F64),
    local(F64),
    local(F64),
    local(F64),
    local(I32),
  ];
  const [productivity, response, records, held, share, usd, cents, totalCents] = Array.from(
    { length: 8 },
    () => local(F64),
  );
  const leftOf = (factor: LossFactor): Code => calling('left', here, its, VARIANT.word(variant, factor), k);
  const assetOf = (place: Code): Code => i32.load(wordAt(assets, place));
  const hourlyUsd: Code = [
    set(usd, f64.const(0)),
    when(ASSET.word(asset, 'costPerHour'), set(usd, valueOf(ASSET.word(asset, 'costPerHour'), trial))),
  ];
  /** For each asset that the row reaches in a way, with its cost in the room for those. */
  const eachReached = (from: Local, to: Local, body: Code): Code => [
    set(at, from),
    whileTrue(i32.lessUnsigned(at, to), [
      set(usdAt, i32.add(SCENARIO.word(its, 'reachedUsd'), i32.shiftLeft(i32.sub(at, down), i32.const(1)))),
      body,
      increased(at, 4),
    ]),
  ];
  const bearing: Code = [setCents(cents, f64.load(usdAt)), bear(variant, row, i32.load(at), cents, free)];
  const toRow = (column: 'records' | 'hours', value: Code): Code =>
    when(VARIANT.word(variant, column), f64.store(doubleAt(VARIANT.word(variant, column), row), value));
  return [
    set(row, i32.add(SCENARIO.word(its, 'row'), k)),
    set(trial, CASE.word(here, 'trial')),
    set(assets, SCENARIO.word(its, 'assets')),
    set(struck, assetOf(SCENARIO.word(its, 'asset'))),
    when(SCENARIO.word(its, 'downFrom'), [
      set(down, i32.load(wordAt(SCENARIO.word(its, 'downFrom'), k))),
      set(exposed, i32.load(wordAt(SCENARIO.word(its, 'exposedFrom'), k))),
      set(end, i32.load(wordAt(SCENARIO.word(its, 'downFrom'), k), 4)),
    ]),

    set(primaryLeft, leftOf('PRIMARY_LOSS')),
    when(SCENARIO.word(its, 'hours'), [
      set(hours, doubleOf(SCENARIO.word(its, 'hours'), k)),
      when(f64.notEqual(hours, f64.const(0)), set(hours, f64.mul(hours, leftOf('OUTAGE')))),
    ]),
    set(ofRecords, leftOf('RECORDS')),
    when(i32.atLeast(wanted, i32.const(0)), [
      set(
        hasSecondary,
        f64.less(
          doubleOf(SCENARIO.word(its, 'secondaryUniforms'), wanted),
          f64.mul(doubleOf(SCENARIO.word(its, 'secondaryChances'), wanted), leftOf('SECONDARY_PROBABILITY')),
        ),
      ),
      when(hasSecondary, set(secondaryLeft, leftOf('SECONDARY_LOSS'))),
    ]),

    when(f64.greater(hours, f64.const(0)), [
      set(asset, struck),
      hourlyUsd,
      set(productivity, f64.mul(usd, hours)),
      eachReached(down, exposed, [
        set(asset, assetOf(i32.load(at))),
        hourlyUsd,
        set(usd, f64.mul(usd, hours)),
        f64.store(usdAt, usd),
        set(productivity, f64.add(productivity, usd)),
      ]),
    ]),
    when(SCENARIO.word(its, 'records'), set(records, doubleOf(SCENARIO.word(its, 'records'), k))),
    set(held, ASSET.double(struck, 'held')),
    when(i32.and(f64.atLeast(held, f64.const(0)), f64.less(held, records)), set(records, held)),
    set(share, f64.const(1)),
    when(f64.greater(held, f64.const(0)), set(share, f64.div(records, held))),
    set(records, f64.mul(records, ofRecords)),
    set(response, calling('recordsUsd', here, its, struck, records)),
    eachReached(exposed, end, [
      set(asset, assetOf(i32.load(at))),
      set(usd, f64.mul(f64.mul(f64.max(f64.const(0), ASSET.double(asset, 'held')), share), ofRecords)),
      set(records, f64.add(records, usd)),
      set(usd, calling('recordsUsd', here, its, asset, usd)),
      f64.store(usdAt, usd),
      set(response, f64.add(response, usd)),
    ]),

    set(free, VARIANT.word(variant, 'formCents')),
    eachOf(SCENARIO.word(its, 'forms'), local, (form) => [
      set(usd, f64.const(0)),
      when(
        FORM.word(form, 'primary'),
        set(usd, f64.mul(doubleOf(FORM.word(form, 'primary'), k), primaryLeft)),
      ),
      when(FORM.word(form, 'isProductivity'), set(usd, f64.add(usd, productivity))),
      when(FORM.word(form, 'isResponse'), set(usd, f64.add(usd, response))),
      when(
        i32.and(hasSecondary, i32.notEqual(FORM.word(form, 'secondary'), i32.const(0))),
        set(usd, f64.add(usd, f64.mul(doubleOf(FORM.word(form, 'secondary'), wanted), secondaryLeft))),
      ),
      setCents(cents, usd),
      f64.store(doubleAt(i32.load(free), row), cents),
      set(totalCents, f64.add(totalCents, cents)),
      increased(free, 4),
    ]),
    f64.store(doubleAt(VARIANT.word(variant, 'lossCents'), row), totalCents),
    toRow('records', records),
    toRow('hours', hours),
    when(not(VARIANT.word(variant, 'bornFrom')), returned([])),
    when(f64.greater(hours, f64.const(0)), eachReached(down, exposed, bearing)),
    eachReached(exposed, end, bearing),
  ];
});

/** Writes what the event of a row costs under another variant that leaves it the same. */
const copyCosts = routine('copyCosts', [I32, I32, I32, I32], undefined, ([its, from, into, row], local) => {
  const [form, other, born, at] = [local(I32), local(I32), local(I32), local(I32)];
  const cents = local(F64);
  const copy = (source: Code, target: Code): Code => f64.store(doubleAt(target, row), doubleOf(source, row));
  const copyField = (column: 'lossCents' | 'records' | 'hours'): Code =>
    copy(VARIANT.word(from, column), VARIANT.word(into, column));
  const ends = wordAt(VARIANT.word(from, 'bornFrom'), row);
  return [
    copyField('lossCents'),
    set(other, VARIANT.word(from, 'formCents')),
    set(at, VARIANT.word(into, 'formCents')),
    times(form, i32.load(SCENARIO.word(its, 'forms')), [
      copy(i32.load(wordAt(other, form)), i32.load(wordAt(at, form))),
    ]),
    when(VARIANT.word(from, 'records'), copyField('records')),
    when(VARIANT.word(from, 'hours'), copyField('hours')),
    when(not(VARIANT.word(from, 'bornFrom')), returned([])),
    set(born, i32.load(ends)),
    whileTrue(i32.less(born, i32.load(ends, 4)), [
      set(cents, doubleOf(VARIANT.word(from, 'bornCents'), born)),
      bear(into, row, i32.load(wordAt(VARIANT.word(from, 'bornBy'), born)), cents, at),
      increased(born, 1),
    ]),
  ];
});

/** Writes what rows cost under each variant: nothing where it does not let the event come. */
const writeCosts = routine('writeCosts', [I32, I32, I32, I32], undefined, (parameters, local) => {
  const [here, its, rows, secondaries] = parameters;
  const [k, row, wanted, secondary, like, at, form] = Array.from({ length: 7 }, () => local(I32));
  const clear = (variant: Code, column: 'lossCents' | 'records' | 'hours'): Code =>
    when(
      VARIANT.word(variant, column),
      f64.store(doubleAt(VARIANT.word(variant, column), row), f64.const(0)),
    );
  return times(k, rows, [
    takeRow(here, its, k),
    set(row, i32.add(SCENARIO.word(its, 'row'), k)),
    set(wanted, i32.const(-1)),
    when(
      i32.less(secondary, secondaries),
      when(i32.equal(i32.load(wordAt(SCENARIO.word(its, 'secondaryRows'), secondary)), k), [
        set(wanted, secondary),
        increased(secondary, 1),
      ]),
    ),
    eachOf(SCENARIO.word(its, 'variants'), local, (variant) => [
      when(VARIANT.word(variant, 'bornFrom'), [
        set(at, wordAt(VARIANT.word(variant, 'bornFrom'), row)),
        i32.store(at, i32.load(at), 4),
      ]),
      when(
        i32.load8(byteAt(VARIANT.word(variant, 'happens'), row)),
        [
          set(like, VARIANT.word(variant, 'costsAs')),
          when(
            i32.equal(VARIANT.word(like, 'costsOf'), k),
            calling('copyCosts', its, VARIANT.word(like, 'costsIn'), variant, row),
            [
              calling('cost', here, its, variant, k, wanted),
              VARIANT.setWord(like, 'costsOf', k),
              VARIANT.setWord(like, 'costsIn', variant),
            ],
          ),
        ],
        [
          clear(variant, 'lossCents'),
          clear(variant, 'records'),
          clear(variant, 'hours'),
          times(form, i32.load(SCENARIO.word(its, 'forms')), [
            f64.store(
              doubleAt(i32.load(wordAt(VARIANT.word(variant, 'formCents'), form)), row),
              f64.const(0),
            ),
          ]),
        ],
      ),
    ]),
  ]);
});

export const COST_ROUTINES = [walk, spread, left, recordsUsd, cost, copyCosts, writeCosts];
