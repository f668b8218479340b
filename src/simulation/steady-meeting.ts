import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Sampler } from '../math/quantile-table.ts';
import type { FillColumn } from '../math/sample-columns.ts';
import { LANES } from '../math/threefry-simd.ts';
import { uniform32, type Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import { STRIDE } from './block.ts';
import type { CompiledPlan, CompiledScenario, VariantEffect } from './compile.ts';
import type { EventTable, VariantColumns } from './event-table.ts';
import { entryOf, type Meet } from './meeting.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import {
  steadyScenario,
  type FactorLeft,
  type SteadyScenario,
  type SteadyVariant,
} from './steady-scenario.ts';
import { PURPOSE, stream } from './streams.ts';

const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/**
 * What `meetings` does, for scenarios that are steady: the same draws put to the same controls, but column by column for all attempts at
 * hand instead of attempt by attempt.
 */
export function steadyMeetings(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  random: Threefry,
  { arena, samples, events }: KernelColumns,
) {
  const { scenarios } = compiled;
  const { lanes } = random;
  const words = [lanes.first, lanes.second, lanes.third, lanes.fourth];
  const known: SteadyScenario[] = [];
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
  const doubles = () => arena.doubles(LANES);
  const many = (count: number) => Array.from({ length: count }, doubles);
  const entry = new Uint8Array(LANES);
  const kept = Array.from({ length: mostVariants }, () => arena.bytes(LANES));
  const operative = Array.from({ length: mostControls }, () => new Uint8Array(LANES));
  const share = new Float64Array(LANES);
  /** The attempts that some variant lets through, as places among all at hand: either some, or every one. */
  const somePassed = arena.words(LANES);
  const allPassed = arena.words(LANES);
  events.countUp(LANES, allPassed.byteOffset);
  let passed = allPassed;
  const someKept = arena.bytes(LANES);
  const drawn = doubles();
  const noUsd = doubles();
  /** By form, of each that passed. */
  const primaryUsd = many(mostForms);
  /** Those that have a secondary loss, as places among those that passed, and what is known of each. */
  const wanted = arena.words(LANES);
  const wantedUniform = doubles();
  const wantedChance = doubles();
  const wantedScale = doubles();
  const secondaryUsd = many(mostForms);
  /** What varying effects leave of what is known. */
  const left = doubles();
  const leftOfPrimary = doubles();
  const leftOfChance = doubles();
  const leftOfSecondary = doubles();
  const fillings = new Map<Sampler, FillColumn>();

  /** How a sampler fills a column; found when it is first asked for, since that may build its table. */
  function fillingOf(sampler: Sampler): FillColumn {
    const its = fillings.get(sampler) ?? samples.filling(sampler);
    fillings.set(sampler, its);
    return its;
  }

  function findEntries({ entryEnds }: CompiledScenario): void {
    const { count, forEntry } = attempts;
    for (let i = 0; i < count; i++) entry[i] = entryOf(entryEnds, forEntry[i]);
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

  /**
   * Which attempts each variant lets through.
   *
   * @param keepsOf by variant, where that is written
   */
  function thin({ scenario, variants, mechanisms }: SteadyScenario, keepsOf: readonly Uint8Array[]): void {
    const { count } = attempts;
    for (let its = 0; its < variants.length; its++) events.fillBytes(count, 1, keepsOf[its].byteOffset);
    // the lanes hold the counters of the attempts still
    for (const { block, uses } of mechanisms) {
      random.blocks(count, stream(PURPOSE.MECHANISM, block), scenario.entity);
      for (const { variant, word, effects, fixed } of uses) {
        if (fixed === undefined) {
          const its = variants[variant];
          findOperative(its);
          findShares(effects, its.always);
          const keeps = keepsOf[variant];
          const draws = words[word];
          for (let i = 0; i < count; i++) keeps[i] &= Number(uniform32(draws[i]) >= share[i]);
        } else {
          const most = lastBelow(fixed);
          if (most >= 0) events.keepAbove(count, words[word].byteOffset, most, keepsOf[variant].byteOffset);
        }
      }
    }
  }

  /** Lists the attempts that some variant lets through, and takes up their counters. */
  function findPassed({ variants, isThinned }: SteadyScenario): number {
    const { count } = attempts;
    passed = isThinned ? somePassed : allPassed;
    if (!isThinned) return count;
    events.fillBytes(count, 0, someKept.byteOffset);
    for (let its = 0; its < variants.length; its++)
      events.addBytes(count, kept[its].byteOffset, someKept.byteOffset);
    const passes = events.listPlaces(count, someKept.byteOffset, passed.byteOffset);
    for (const counters of [lanes.trial, lanes.event])
      events.pickWords(passes, passed.byteOffset, counters.byteOffset, counters.byteOffset);
    return passes;
  }

  /** Opens rows for the attempts that some variant lets through. */
  function openRows(table: EventTable, count: number): void {
    const { trial, cell, isTimed, day } = attempts;
    const from = table.count;
    table.count += count;
    if (passed === allPassed) {
      table.trial.set(trial.subarray(0, count), from);
      table.cell.set(cell.subarray(0, count), from);
      if (isTimed) table.day.set(day.subarray(0, count), from);
      return;
    }
    const wordsFrom = from * table.trial.BYTES_PER_ELEMENT;
    events.pickWords(count, passed.byteOffset, trial.byteOffset, table.trial.byteOffset + wordsFrom);
    events.pickWords(count, passed.byteOffset, cell.byteOffset, table.cell.byteOffset + wordsFrom);
    if (isTimed) for (let i = 0; i < count; i++) table.day[from + i] = day[passed[i]];
  }

  /** Draws what attempts would cost without any control; returns how many of them have a secondary loss. */
  function drawLosses({ scenario, constants, losses }: SteadyScenario, count: number): number {
    const { losses: scales } = constants;
    const some = findSecondary(scenario, scales, count);
    for (const { block, losses: inBlock } of losses) {
      random.blocks(count, stream(PURPOSE.LOSS, block), scenario.entity);
      for (const { loss, isPrimary, form, isFirst } of inBlock) {
        const { sampler, place } = loss;
        const high = words[(place & 1) * 2];
        const low = words[(place & 1) * 2 + 1];
        const fill = fillingOf(sampler);
        if (isPrimary) {
          const into = primaryUsd[form];
          const scale = scales[PRIMARY_LOSS];
          if (isFirst && scale === 1) {
            fill(high, low, count, into, 0, 1);
            continue;
          }
          if (isFirst) events.fill(count, 0, into.byteOffset);
          fill(high, low, count, drawn, 0, 1);
          events.addScaled(count, drawn.byteOffset, scale, into.byteOffset);
        } else {
          const into = secondaryUsd[form];
          events.pickWords(some, wanted.byteOffset, high.byteOffset, high.byteOffset);
          events.pickWords(some, wanted.byteOffset, low.byteOffset, low.byteOffset);
          if (isFirst) events.fill(some, 0, into.byteOffset);
          fill(high, low, some, drawn, 0, 1);
          events.addProducts(some, drawn.byteOffset, wantedScale.byteOffset, into.byteOffset);
        }
      }
    }
    return some;
  }

  /** A variant only lowers the chance of a secondary loss, so others than these need none. */
  function findSecondary(
    { secondaryProbability }: CompiledScenario,
    scales: readonly number[],
    count: number,
  ): number {
    if (secondaryProbability < 0) return 0;
    const { trial, forSecondary } = attempts;
    return events.findSecondary(
      count,
      passed.byteOffset,
      trial.byteOffset,
      columns.byteOffset + secondaryProbability * STRIDE * columns.BYTES_PER_ELEMENT,
      scales[SECONDARY_PROBABILITY],
      scales[SECONDARY_LOSS],
      forSecondary.byteOffset,
      wanted.byteOffset,
      wantedUniform.byteOffset,
      wantedChance.byteOffset,
      wantedScale.byteOffset,
    );
  }

  /** What varying effects leave of a factor, for each of the attempts that some variant lets through. */
  function findLeft({ varying }: FactorLeft, { always }: SteadyVariant, count: number): void {
    left.fill(1, 0, count);
    for (const effects of varying) {
      findShares(effects, always);
      for (let i = 0; i < count; i++) left[i] *= 1 - share[passed[i]];
    }
  }

  /** What varying effects leave of what is known of each attempt, or of each secondary loss. */
  function leftOf(
    usd: Float64Array,
    factor: FactorLeft,
    its: SteadyVariant,
    count: number,
    some: number | undefined,
    into: Float64Array,
  ): Float64Array {
    if (factor.varying.length === 0) return usd;
    findLeft(factor, its, count);
    if (some === undefined) events.multiplyInto(count, usd.byteOffset, left.byteOffset, into.byteOffset);
    else events.multiplyAt(some, wanted.byteOffset, usd.byteOffset, left.byteOffset, into.byteOffset);
    return into;
  }

  /** Writes what each event costs under a variant, whether it lets it through or not. */
  function write(
    its: SteadyVariant,
    { forms }: SteadyScenario,
    from: number,
    { lossCents, formCents }: VariantColumns,
    count: number,
    some: number,
  ): void {
    findOperative(its);
    const bytesFrom = from * lossCents.BYTES_PER_ELEMENT;
    const totalAt = lossCents.byteOffset + bytesFrom;
    const primary = its.left[PRIMARY_LOSS];
    const secondary = its.left[SECONDARY_LOSS];
    const probability = its.left[SECONDARY_PROBABILITY];
    const chance = leftOf(wantedChance, probability, its, count, some, leftOfChance);
    let adds = 0;
    for (let form = 0; form < forms.length; form++) {
      const { hasPrimary, hasSecondary } = forms[form];
      const intoAt = formCents[form].byteOffset + bytesFrom;
      const usd = hasPrimary
        ? leftOf(primaryUsd[form], primary, its, count, undefined, leftOfPrimary)
        : noUsd;
      if (hasPrimary || adds === 0)
        events.toCents(count, usd.byteOffset, primary.fixed, intoAt, totalAt, adds);
      else events.fillBytes(count * lossCents.BYTES_PER_ELEMENT, 0, intoAt);
      adds = 1;
      if (!hasSecondary || some === 0) continue;
      events.addSecondary(
        some,
        wanted.byteOffset,
        wantedUniform.byteOffset,
        chance.byteOffset,
        probability.fixed,
        usd.byteOffset,
        primary.fixed,
        leftOf(secondaryUsd[form], secondary, its, count, some, leftOfSecondary).byteOffset,
        secondary.fixed,
        intoAt,
        totalAt,
      );
    }
    if (forms.length === 0) lossCents.fill(0, from, from + count);
  }

  /** Takes over what events cost from a variant that costs the same, where this one lets them through. */
  function keep(
    source: VariantColumns,
    target: VariantColumns,
    isThinned: boolean,
    from: number,
    count: number,
  ): void {
    const columnsOf = ({ lossCents, formCents }: VariantColumns) =>
      formCents.length === 1 ? [lossCents] : [lossCents, ...formCents];
    const targets = columnsOf(target);
    columnsOf(source).forEach((cents, place) => {
      const into = targets[place];
      const bytesFrom = from * cents.BYTES_PER_ELEMENT;
      if (isThinned)
        events.keepCents(
          count,
          target.happens.byteOffset + from,
          cents.byteOffset + bytesFrom,
          into.byteOffset + bytesFrom,
        );
      else if (source !== target) into.set(cents.subarray(from, from + count), from);
    });
  }

  const meet: Meet = (place, at, table) => {
    attempts = at;
    const its = (known[place] ??= steadyScenario(compiled, place, rebase[place], table.shape));
    const { scenario, variants, isThinned } = its;
    if (scenario.entryEnds.length) findEntries(scenario);
    else entry.fill(0, 0, at.count);
    const from = table.count;
    table.reserve(from + at.count);
    const happens = table.variants.map((its) => its.happens.subarray(from));
    thin(its, isThinned ? kept : happens);
    const count = findPassed(its);
    if (isThinned)
      for (let number = 0; number < variants.length; number++)
        events.pickBytes(count, passed.byteOffset, kept[number].byteOffset, happens[number].byteOffset);
    openRows(table, count);
    const some = drawLosses(its, count);
    const plain = variants.findIndex(({ isPlain }) => isPlain);
    for (let number = 0; number < variants.length; number++) {
      const variant = variants[number];
      const into = table.variants[number];
      if (variant.isPlain && number !== plain)
        keep(table.variants[plain], into, variant.isThinned, from, count);
      else write(variant, its, from, into, count, some);
      if (variant.isThinned && !variant.isPlain) keep(into, into, true, from, count);
    }
    if (plain >= 0 && variants[plain].isThinned)
      keep(table.variants[plain], table.variants[plain], true, from, count);
  };

  return { meet };
}

/** The largest word whose uniform lies below a share, or -1 where there is none. */
const lastBelow = (share: number): number => Math.ceil(share * 2 ** 32 - 0.5) - 1;
