import { LOSS_FACTORS } from '../controls/effects.ts';
import { plus, wordOf, type Recorded } from '../math/recorded-calls.ts';
import { LANES } from '../math/threefry-simd.ts';
import { uniform32, type Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import { STRIDE } from './block.ts';
import type { CompiledPlan, CompiledScenario, VariantEffect } from './compile.ts';
import type { EventTable } from './event-table.ts';
import { entryOf, type Meet } from './meeting.ts';
import type { KernelColumns, KernelRecording } from './kernel-columns.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import {
  steadyScenario,
  type FactorLeft,
  type SteadyScenario,
  type SteadyVariant,
} from './steady-scenario.ts';
import { PURPOSE, stream } from './streams.ts';
import { addressesOf, type TableAddresses, type VariantAddresses } from './table-addresses.ts';

/** Room is made for so many times the rows of a block, as others have a few more. */
const ROOM = 1.25;
const WORD_BYTES = 4;
const DOUBLE_BYTES = 8;
const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/** Places among the numbers that records read and write. */
const [COUNT, PASSES, SOME, FROM, WORDS_FROM, DOUBLES_FROM, COUNT_WORDS, COUNT_DOUBLES, COSTLESS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
];
const NUMBERS = 9;

/**
 * What `meetings` does, for scenarios that are steady: the same draws put to the same controls, but column by column for all attempts at
 * hand instead of attempt by attempt. What is to be done to the columns of a scenario is recorded, since it changes with the room of its
 * table only.
 */
export function steadyMeetings(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  random: Threefry,
  { arena, samples, events, calls: { record, run } }: KernelColumns,
) {
  const { scenarios, parameters } = compiled;
  const { lanes } = random;
  const words = [lanes.first, lanes.second, lanes.third, lanes.fourth];
  const wordsAt = words.map(({ byteOffset }) => byteOffset);
  const known: Known[] = [];
  const numbers = arena.words(NUMBERS);
  const now = (place: number) => wordOf(numbers, place);
  /** How many attempts are at hand, and how many of them some variant lets through; of those, how many have a secondary loss. */
  const [count, passes, some] = [COUNT, PASSES, SOME].map(now);
  /** At which row those begin, and how many bytes that is, in columns of words and of doubles. */
  const [from, wordsFrom, doublesFrom] = [FROM, WORDS_FROM, DOUBLES_FROM].map(now);
  const [countWords, countDoubles] = [COUNT_WORDS, COUNT_DOUBLES].map(now);
  const isCostless = now(COSTLESS);
  const countersAt = lanes.trial.byteOffset;
  const columnsAt = columns.byteOffset;
  let attempts!: Attempts;

  const mostVariants = Math.max(1, ...scenarios.map(({ variants }) => variants.length));
  const mostForms = Math.max(
    1,
    ...scenarios.map(({ primary, secondary }) => primary.length + secondary.length),
  );
  const mostControls = Math.max(
    1,
    ...scenarios.flatMap(({ variants }) => variants.map(({ controls }) => controls.length)),
  );
  const bytes = () => arena.bytes(LANES);
  const doublesAt = () => arena.doubles(LANES).byteOffset;
  const noEntries = new Uint8Array(LANES);
  const entries = new Uint8Array(LANES);
  let entry = noEntries;
  const operative = Array.from({ length: mostControls }, () => new Uint8Array(LANES));
  const share = new Float64Array(LANES);
  /** By variant, the attempts that it lets through, where all variants stop some, and those that one of them does. */
  const kept = Array.from({ length: mostVariants }, () => bytes().byteOffset);
  const someKeptAt = bytes().byteOffset;
  const stays = bytes();
  /** The attempts that some variant lets through, as places among all at hand: either some, or every one. */
  const somePassed = arena.words(LANES);
  const somePassedAt = somePassed.byteOffset;
  const allPassed = arena.words(LANES);
  events.countUp(LANES, allPassed.byteOffset);
  const drawn = arena.doubles(LANES);
  const noUsdAt = doublesAt();
  /** By form, of each that passed. */
  const primaryUsd = Array.from({ length: mostForms }, () => arena.doubles(LANES));
  const primaryUsdAt = primaryUsd.map(({ byteOffset }) => byteOffset);
  /** Those that have a secondary loss, as places among those that passed, and what is known of each. */
  const wantedAt = arena.words(LANES).byteOffset;
  const wantedUniformAt = doublesAt();
  const wantedChanceAt = doublesAt();
  const wantedScaleAt = doublesAt();
  const secondaryUsdAt = primaryUsd.map(doublesAt);
  /** What varying effects leave of a factor, and of what is known. */
  const left = arena.doubles(LANES);
  const leftOfPrimaryAt = doublesAt();
  const leftOfChanceAt = doublesAt();
  const leftOfSecondaryAt = doublesAt();

  /** Random words for as many attempts as the number says, whose counters are in the lanes. */
  const drawWords = (calls: KernelRecording, of: typeof count, streamWord: number, key: number) =>
    calls.add('blocks', [of, streamWord, key, ...random.keys, countersAt, wordsAt[0]]);

  function findEntries({ entryEnds }: CompiledScenario): void {
    const { count, forEntry } = attempts;
    for (let i = 0; i < count; i++) entries[i] = entryOf(entryEnds, forEntry[i]);
  }

  function findOperative({ variant, always, isAlways }: SteadyVariant): void {
    if (isAlways) return;
    const { count, trial, forCoverage } = attempts;
    variant.controls.forEach(({ coverage, requires }, place) => {
      if (always[place]) return;
      const acts = operative[place];
      const at = coverage * STRIDE;
      for (let i = 0; i < count; i++) acts[i] = Number(forCoverage[i] < columns[at + trial[i]]);
      for (const needed of requires) {
        if (always[needed]) continue;
        const other = operative[needed];
        for (let i = 0; i < count; i++) acts[i] &= other[i];
      }
    });
  }

  /** The share that the strongest of overlapping effects stops, for each of the attempts. */
  function findShares(effects: readonly VariantEffect[], always: readonly boolean[]): void {
    const { count, trial } = attempts;
    share.fill(0, 0, count);
    for (const { control, touches, efficacy } of effects) {
      const at = efficacy * STRIDE;
      const isEverywhere = !touches.includes(false);
      for (let i = 0; i < count; i++) {
        if (!always[control] && operative[control][i] === 0) continue;
        if (!isEverywhere && !touches[entry[i]]) continue;
        const its = columns[at + trial[i]];
        if (its > share[i]) share[i] = its;
      }
    }
  }

  /** Which attempts each variant lets through: written where `keepsAt` says. */
  function thin(
    calls: KernelRecording,
    { scenario, variants, mechanisms }: SteadyScenario,
    keepsAt: (variant: number) => number | typeof count,
  ): void {
    // the lanes hold the counters of the attempts still
    for (const { block, uses } of mechanisms) {
      drawWords(calls, count, stream(PURPOSE.MECHANISM, block), scenario.entity);
      for (const { variant, word, effects, fixed, isFirst } of uses) {
        const most = fixed === undefined ? -1 : lastBelow(fixed);
        if (most >= 0) {
          calls.add('keepAbove', [count, wordsAt[word], most, keepsAt(variant), Number(isFirst)]);
          continue;
        }
        if (isFirst) calls.add('fillBytes', [count, 1, keepsAt(variant)]);
        if (fixed !== undefined) continue;
        calls.outside(() => findStays(variants[variant], effects, words[word]));
        calls.add('keepBytes', [count, stays.byteOffset, keepsAt(variant)]);
      }
    }
  }

  /** Which attempts effects do not stop. */
  function findStays(its: SteadyVariant, effects: readonly VariantEffect[], draws: Int32Array): void {
    findOperative(its);
    findShares(effects, its.always);
    for (let i = 0; i < attempts.count; i++) stays[i] = Number(uniform32(draws[i]) >= share[i]);
  }

  /** Lists the attempts that some variant lets through, and takes up their counters. */
  function findPassed(calls: KernelRecording, { variants, isThinned }: SteadyScenario): void {
    if (!isThinned) return;
    calls.add('fillBytes', [count, 0, someKeptAt]);
    for (let its = 0; its < variants.length; its++) calls.add('addBytes', [count, kept[its], someKeptAt]);
    calls.add('listPlaces', [count, someKeptAt, somePassedAt], passes);
    for (const { byteOffset } of [lanes.trial, lanes.event])
      calls.add('pickWords', [passes, somePassedAt, byteOffset, byteOffset]);
  }

  /** Makes room for rows, of which a variant that stops none lets all through, once and for all. */
  function reserve(table: EventTable, rows: number, { variants }: SteadyScenario): void {
    table.reserve(Math.ceil(rows * ROOM));
    variants.forEach(({ isThinned }, its) => {
      if (!isThinned) table.variants[its].happens.fill(1);
    });
  }

  /** Opens rows for the attempts that some variant lets through. */
  function openRows(
    calls: KernelRecording,
    { trial, cell, day: dayAt, variants }: TableAddresses,
    { isThinned }: SteadyScenario,
  ): void {
    const { isTimed, day, trialAt, cellAt } = attempts;
    const [trialTo, cellTo, dayTo] = [
      plus(wordsFrom, trial),
      plus(wordsFrom, cell),
      plus(doublesFrom, dayAt),
    ];
    if (isThinned) {
      calls.add('pickWords', [passes, somePassedAt, trialAt, trialTo]);
      calls.add('pickWords', [passes, somePassedAt, cellAt, cellTo]);
      if (isTimed) calls.add('pickDoubles', [passes, somePassedAt, day.byteOffset, dayTo]);
      variants.forEach(({ happens }, its) =>
        calls.add('pickBytes', [passes, somePassedAt, kept[its], plus(from, happens)]),
      );
    } else {
      calls.add('copyBytes', [countWords, trialAt, trialTo]);
      calls.add('copyBytes', [countWords, cellAt, cellTo]);
      if (isTimed) calls.add('copyBytes', [countDoubles, day.byteOffset, dayTo]);
    }
  }

  /** Draws what attempts would cost without any control. */
  function drawLosses(
    calls: KernelRecording,
    { scenario, constants, losses, isThinned }: SteadyScenario,
  ): void {
    const { losses: scales } = constants;
    const scale = scales[PRIMARY_LOSS];
    findSecondary(calls, scenario, scales, isThinned);
    for (const { block, losses: inBlock } of losses) {
      drawWords(calls, passes, stream(PURPOSE.LOSS, block), scenario.entity);
      for (const { loss, isPrimary, form, isFirst } of inBlock) {
        const pair = (loss.place & 1) * 2;
        const fill = (of: number, into: Float64Array) =>
          samples.recordFilling(
            calls,
            loss.sampler,
            [words[pair], words[pair + 1]],
            now(of),
            () => numbers[of],
            into,
          );
        if (isPrimary && isFirst && scale === 1) {
          fill(PASSES, primaryUsd[form]);
          continue;
        }
        const usdAt = (isPrimary ? primaryUsdAt : secondaryUsdAt)[form];
        if (!isPrimary)
          for (const at of [wordsAt[pair], wordsAt[pair + 1]])
            calls.add('pickWords', [some, wantedAt, at, at]);
        if (isFirst) calls.add('fill', [isPrimary ? passes : some, 0, usdAt]);
        fill(isPrimary ? PASSES : SOME, drawn);
        if (isPrimary) calls.add('addScaled', [passes, drawn.byteOffset, scale, usdAt]);
        else calls.add('addProducts', [some, drawn.byteOffset, wantedScaleAt, usdAt]);
      }
    }
  }

  /** A variant only lowers the chance of a secondary loss, so others than these need none. */
  function findSecondary(
    calls: KernelRecording,
    { secondaryProbability }: CompiledScenario,
    scales: readonly number[],
    isThinned: boolean,
  ): void {
    if (secondaryProbability < 0) return;
    calls.add(
      'findSecondary',
      [
        passes,
        isThinned ? somePassedAt : 0,
        parameters[secondaryProbability].sampler ? attempts.trialAt : 0,
        columnsAt + secondaryProbability * STRIDE * DOUBLE_BYTES,
        scales[SECONDARY_PROBABILITY],
        scales[SECONDARY_LOSS],
        attempts.forSecondaryAt,
        wantedAt,
        wantedUniformAt,
        wantedChanceAt,
        wantedScaleAt,
      ],
      some,
    );
  }

  /** What varying effects leave of a factor, for each of the attempts that some variant lets through. */
  function findLeft({ varying }: FactorLeft, { always }: SteadyVariant, passed: Int32Array): void {
    const rows = numbers[PASSES];
    left.fill(1, 0, rows);
    for (const effects of varying) {
      findShares(effects, always);
      for (let i = 0; i < rows; i++) left[i] *= 1 - share[passed[i]];
    }
  }

  /** Writes what each event costs under a variant, whether it lets it through or not. */
  function write(
    calls: KernelRecording,
    its: SteadyVariant,
    { forms, isThinned }: SteadyScenario,
    { lossCents, formCents }: VariantAddresses,
  ): void {
    const passed = isThinned ? somePassed : allPassed;
    const totalAt = plus(doublesFrom, lossCents);
    const primary = its.left[PRIMARY_LOSS];
    const secondary = its.left[SECONDARY_LOSS];
    const probability = its.left[SECONDARY_PROBABILITY];
    if (!its.isAlways) calls.outside(() => findOperative(its));

    /** What varying effects leave of what is known of each attempt, or of each secondary loss: where that is. */
    const leftOf = (knownAt: number, factor: FactorLeft, intoAt: number, isWanted: boolean): number => {
      if (factor.varying.length === 0) return knownAt;
      calls.outside(() => findLeft(factor, its, passed));
      if (isWanted) calls.add('multiplyAt', [some, wantedAt, knownAt, left.byteOffset, intoAt]);
      else calls.add('multiplyInto', [passes, knownAt, left.byteOffset, intoAt]);
      return intoAt;
    };

    const chanceAt = leftOf(wantedChanceAt, probability, leftOfChanceAt, true);
    const lastCounted = forms.reduce((last, { hasPrimary }, form) => (hasPrimary ? form : last), 0);
    forms.forEach(({ hasPrimary, hasSecondary }, form) => {
      const intoAt = plus(doublesFrom, formCents[form]);
      const usdAt = hasPrimary ? leftOf(primaryUsdAt[form], primary, leftOfPrimaryAt, false) : noUsdAt;
      const isFirst = form === 0;
      if (hasPrimary || isFirst)
        calls.add(
          'toCents',
          [passes, usdAt, primary.fixed, intoAt, totalAt, Number(!isFirst)],
          form === lastCounted ? isCostless : undefined,
        );
      else calls.add('fill', [passes, 0, intoAt]);
      if (!hasSecondary) return;
      calls.add('addSecondary', [
        some,
        wantedAt,
        wantedUniformAt,
        chanceAt,
        probability.fixed,
        usdAt,
        primary.fixed,
        leftOf(secondaryUsdAt[form], secondary, leftOfSecondaryAt, true),
        secondary.fixed,
        intoAt,
        totalAt,
      ]);
    });
    if (forms.length > 0) return;
    calls.add('fill', [passes, 0, totalAt]);
    calls.outside(() => (numbers[COSTLESS] = 1));
  }

  /** Takes over what events cost from a variant that costs the same, where this one lets them through. */
  function keep(
    calls: KernelRecording,
    source: VariantAddresses,
    target: VariantAddresses,
    isThinned: boolean,
  ): void {
    if (isThinned)
      calls.add('keepCents', [
        passes,
        plus(from, target.happens),
        source.cents.length,
        source.centsList,
        target.centsList,
        doublesFrom,
      ]);
    else
      source.cents.forEach((cents, column) =>
        calls.add('copyBytes', [
          countDoubles,
          plus(doublesFrom, cents),
          plus(doublesFrom, target.cents[column]),
        ]),
      );
  }

  /** Records what is done to the attempts at hand on a scenario. */
  const recordOf = (its: SteadyScenario, rows: TableAddresses) =>
    record((calls) => {
      const { scenario, variants, isThinned, plain } = its;
      if (scenario.entryEnds.length > 0) calls.outside(() => findEntries(scenario));
      thin(calls, its, (variant) => (isThinned ? kept[variant] : plus(from, rows.variants[variant].happens)));
      findPassed(calls, its);
      openRows(calls, rows, its);
      drawLosses(calls, its);
      variants.forEach((variant, number) => {
        const into = rows.variants[number];
        if (variant.isPlain && number !== plain) keep(calls, rows.variants[plain], into, variant.isThinned);
        else write(calls, variant, its, into);
        if (variant.isThinned && !variant.isPlain) keep(calls, into, into, true);
      });
      if (plain >= 0 && variants[plain].isThinned)
        keep(calls, rows.variants[plain], rows.variants[plain], true);
    });

  /** The record of a scenario whose table has room for so many rows. */
  function recorded(
    place: number,
    before: SteadyScenario | undefined,
    table: EventTable,
    rows: number,
  ): Known {
    const its = before ?? steadyScenario(compiled, place, rebase[place], table.shape);
    if (rows > table.trial.length) reserve(table, rows, its);
    return { its, calls: recordOf(its, addressesOf(table, arena)) };
  }

  const meet: Meet = (place, at, table) => {
    attempts = at;
    entry = scenarios[place].entryEnds.length > 0 ? entries : noEntries;
    const rows = table.count;
    const needed = rows + at.count;
    let its = known[place];
    if (needed > table.trial.length || !its) its = known[place] = recorded(place, its?.its, table, needed);
    numbers[COUNT] = at.count;
    numbers[PASSES] = its.its.isThinned ? 0 : at.count;
    numbers[SOME] = 0;
    numbers[FROM] = rows;
    numbers[WORDS_FROM] = rows * WORD_BYTES;
    numbers[DOUBLES_FROM] = rows * DOUBLE_BYTES;
    numbers[COUNT_WORDS] = at.count * WORD_BYTES;
    numbers[COUNT_DOUBLES] = at.count * DOUBLE_BYTES;
    numbers[COSTLESS] = 0;
    run(its.calls);
    table.count += numbers[PASSES];
    if (numbers[COSTLESS] > 0) table.mayBeCostless = true;
  };

  return { meet };
}

/** A scenario, and what is done to the attempts at hand on it. */
interface Known {
  readonly its: SteadyScenario;
  readonly calls: Recorded;
}

/** The largest word whose uniform lies below a share, or -1 where there is none. */
const lastBelow = (share: number): number => Math.ceil(share * 2 ** 32 - 0.5) - 1;
