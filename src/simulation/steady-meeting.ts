import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Sampler } from '../math/quantile-table.ts';
import type { FillColumn } from '../math/sample-columns.ts';
import { LANES } from '../math/threefry-simd.ts';
import { uniform32, type Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import { STRIDE } from './block.ts';
import type { CompiledPlan, CompiledScenario, VariantEffect } from './compile.ts';
import type { EventTable } from './event-table.ts';
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
import { tableAddresses, type TableAddresses, type VariantAddresses } from './table-addresses.ts';

/** Room is made for so many times the rows of a block, as others have a few more. */
const ROOM = 1.25;
const WORD_BYTES = 4;
const DOUBLE_BYTES = 8;
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
  const { scenarios, parameters } = compiled;
  const { lanes } = random;
  const words = [lanes.first, lanes.second, lanes.third, lanes.fourth];
  const wordsAt = words.map(({ byteOffset }) => byteOffset);
  const known: { readonly its: SteadyScenario; readonly addresses: () => TableAddresses }[] = [];
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
  const allPassed = arena.words(LANES);
  events.countUp(LANES, allPassed.byteOffset);
  let passed = allPassed;
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
  const fillings = new Map<Sampler, FillColumn>();

  /** How a sampler fills a column; found when it is first asked for, since that may build its table. */
  function fillingOf(sampler: Sampler): FillColumn {
    const its = fillings.get(sampler) ?? samples.filling(sampler);
    fillings.set(sampler, its);
    return its;
  }

  function findEntries({ entryEnds }: CompiledScenario): void {
    const { count, forEntry } = attempts;
    entry = entryEnds.length > 0 ? entries : noEntries;
    if (entryEnds.length > 0) for (let i = 0; i < count; i++) entries[i] = entryOf(entryEnds, forEntry[i]);
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
    { scenario, variants, mechanisms }: SteadyScenario,
    keepsAt: (variant: number) => number,
  ): void {
    const { count } = attempts;
    // the lanes hold the counters of the attempts still
    for (const { block, uses } of mechanisms) {
      random.blocks(count, stream(PURPOSE.MECHANISM, block), scenario.entity);
      for (const { variant, word, effects, fixed, isFirst } of uses) {
        const most = fixed === undefined ? -1 : lastBelow(fixed);
        if (most >= 0) {
          events.keepAbove(count, wordsAt[word], most, keepsAt(variant), Number(isFirst));
          continue;
        }
        if (isFirst) events.fillBytes(count, 1, keepsAt(variant));
        if (fixed !== undefined) continue;
        const its = variants[variant];
        findOperative(its);
        findShares(effects, its.always);
        const draws = words[word];
        for (let i = 0; i < count; i++) stays[i] = Number(uniform32(draws[i]) >= share[i]);
        events.keepBytes(count, stays.byteOffset, keepsAt(variant));
      }
    }
  }

  /** Lists the attempts that some variant lets through, and takes up their counters. */
  function findPassed({ variants, isThinned }: SteadyScenario): number {
    const { count } = attempts;
    passed = isThinned ? somePassed : allPassed;
    if (!isThinned) return count;
    events.fillBytes(count, 0, someKeptAt);
    for (let its = 0; its < variants.length; its++) events.addBytes(count, kept[its], someKeptAt);
    const passes = events.listPlaces(count, someKeptAt, passed.byteOffset);
    for (const { byteOffset } of [lanes.trial, lanes.event])
      events.pickWords(passes, passed.byteOffset, byteOffset, byteOffset);
    return passes;
  }

  /** Makes room for rows, of which a variant that stops none lets all through, once and for all. */
  function reserve(table: EventTable, rows: number, { variants }: SteadyScenario): void {
    if (rows <= table.trial.length) return;
    table.reserve(Math.ceil(rows * ROOM));
    variants.forEach(({ isThinned }, its) => {
      if (!isThinned) table.variants[its].happens.fill(1);
    });
  }

  /** Opens rows for the attempts that some variant lets through. */
  function openRows(table: EventTable, { trial, cell, variants }: TableAddresses, count: number): void {
    const { isTimed, day, trialAt, cellAt } = attempts;
    const from = table.count;
    const wordsFrom = from * WORD_BYTES;
    table.count += count;
    if (passed === allPassed) {
      events.copyBytes(count * WORD_BYTES, trialAt, trial + wordsFrom);
      events.copyBytes(count * WORD_BYTES, cellAt, cell + wordsFrom);
    } else {
      events.pickWords(count, passed.byteOffset, trialAt, trial + wordsFrom);
      events.pickWords(count, passed.byteOffset, cellAt, cell + wordsFrom);
      for (let its = 0; its < variants.length; its++)
        events.pickBytes(count, passed.byteOffset, kept[its], variants[its].happens + from);
    }
    if (isTimed) for (let i = 0; i < count; i++) table.day[from + i] = day[passed[i]];
  }

  /** Draws what attempts would cost without any control; returns how many of them have a secondary loss. */
  function drawLosses({ scenario, constants, losses }: SteadyScenario, count: number): number {
    const { losses: scales } = constants;
    const scale = scales[PRIMARY_LOSS];
    const some = findSecondary(scenario, scales, count);
    for (const { block, losses: inBlock } of losses) {
      random.blocks(count, stream(PURPOSE.LOSS, block), scenario.entity);
      for (const { loss, isPrimary, form, isFirst } of inBlock) {
        const pair = (loss.place & 1) * 2;
        const fill = fillingOf(loss.sampler);
        if (isPrimary && isFirst && scale === 1) {
          fill(words[pair], words[pair + 1], count, primaryUsd[form], 0, 1);
          continue;
        }
        const usdAt = (isPrimary ? primaryUsdAt : secondaryUsdAt)[form];
        const draws = isPrimary ? count : some;
        if (!isPrimary)
          for (const at of [wordsAt[pair], wordsAt[pair + 1]]) events.pickWords(some, wantedAt, at, at);
        if (isFirst) events.fillBytes(draws * DOUBLE_BYTES, 0, usdAt);
        fill(words[pair], words[pair + 1], draws, drawn, 0, 1);
        if (isPrimary) events.addScaled(count, drawn.byteOffset, scale, usdAt);
        else events.addProducts(some, drawn.byteOffset, wantedScaleAt, usdAt);
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
    return events.findSecondary(
      count,
      passed === allPassed ? 0 : passed.byteOffset,
      parameters[secondaryProbability].sampler ? attempts.trialAt : 0,
      columnsAt + secondaryProbability * STRIDE * DOUBLE_BYTES,
      scales[SECONDARY_PROBABILITY],
      scales[SECONDARY_LOSS],
      attempts.forSecondaryAt,
      wantedAt,
      wantedUniformAt,
      wantedChanceAt,
      wantedScaleAt,
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

  /** What varying effects leave of what is known of each attempt: where that is. */
  function leftOfEach(
    usdAt: number,
    factor: FactorLeft,
    its: SteadyVariant,
    count: number,
    intoAt: number,
  ): number {
    if (factor.varying.length === 0) return usdAt;
    findLeft(factor, its, count);
    events.multiplyInto(count, usdAt, left.byteOffset, intoAt);
    return intoAt;
  }

  /** The same of what is known of each secondary loss. */
  function leftOfWanted(
    knownAt: number,
    factor: FactorLeft,
    its: SteadyVariant,
    count: number,
    some: number,
    intoAt: number,
  ): number {
    if (factor.varying.length === 0) return knownAt;
    findLeft(factor, its, count);
    events.multiplyAt(some, wantedAt, knownAt, left.byteOffset, intoAt);
    return intoAt;
  }

  /** Writes what each event costs under a variant, whether it lets it through or not; returns whether some may cost nothing. */
  function write(
    its: SteadyVariant,
    { forms }: SteadyScenario,
    from: number,
    { lossCents, formCents }: VariantAddresses,
    count: number,
    some: number,
  ): boolean {
    findOperative(its);
    const bytesFrom = from * DOUBLE_BYTES;
    const totalAt = lossCents + bytesFrom;
    const primary = its.left[PRIMARY_LOSS];
    const secondary = its.left[SECONDARY_LOSS];
    const probability = its.left[SECONDARY_PROBABILITY];
    const chanceAt = leftOfWanted(wantedChanceAt, probability, its, count, some, leftOfChanceAt);
    let hasNothing = 1;
    for (let form = 0; form < forms.length; form++) {
      const { hasPrimary, hasSecondary } = forms[form];
      const intoAt = formCents[form] + bytesFrom;
      const usdAt = hasPrimary
        ? leftOfEach(primaryUsdAt[form], primary, its, count, leftOfPrimaryAt)
        : noUsdAt;
      const isFirst = form === 0;
      if (hasPrimary || isFirst)
        hasNothing = events.toCents(count, usdAt, primary.fixed, intoAt, totalAt, Number(!isFirst));
      else events.fillBytes(count * DOUBLE_BYTES, 0, intoAt);
      if (!hasSecondary || some === 0) continue;
      events.addSecondary(
        some,
        wantedAt,
        wantedUniformAt,
        chanceAt,
        probability.fixed,
        usdAt,
        primary.fixed,
        leftOfWanted(secondaryUsdAt[form], secondary, its, count, some, leftOfSecondaryAt),
        secondary.fixed,
        intoAt,
        totalAt,
      );
    }
    if (forms.length === 0) events.fillBytes(count * DOUBLE_BYTES, 0, totalAt);
    return hasNothing !== 0;
  }

  /** Takes over what events cost from a variant that costs the same, where this one lets them through. */
  function keep(
    source: VariantAddresses,
    target: VariantAddresses,
    isThinned: boolean,
    from: number,
    count: number,
  ): void {
    const bytesFrom = from * DOUBLE_BYTES;
    const columns = source.cents.length;
    if (isThinned)
      events.keepCents(count, target.happens + from, columns, source.centsList, target.centsList, bytesFrom);
    else
      for (let column = 0; column < columns; column++)
        events.copyBytes(
          count * DOUBLE_BYTES,
          source.cents[column] + bytesFrom,
          target.cents[column] + bytesFrom,
        );
  }

  const meet: Meet = (place, at, table) => {
    attempts = at;
    const { its, addresses } = (known[place] ??= {
      its: steadyScenario(compiled, place, rebase[place], table.shape),
      addresses: tableAddresses(table, arena),
    });
    const { scenario, variants, isThinned, plain } = its;
    findEntries(scenario);
    const from = table.count;
    reserve(table, from + at.count, its);
    const rows = addresses();
    thin(its, (variant) => (isThinned ? kept[variant] : rows.variants[variant].happens + from));
    const count = findPassed(its);
    openRows(table, rows, count);
    const some = drawLosses(its, count);
    for (let number = 0; number < variants.length; number++) {
      const variant = variants[number];
      const into = rows.variants[number];
      if (variant.isPlain && number !== plain)
        keep(rows.variants[plain], into, variant.isThinned, from, count);
      else if (write(variant, its, from, into, count, some)) table.mayBeCostless = true;
      if (variant.isThinned && !variant.isPlain) keep(into, into, true, from, count);
    }
    if (plain >= 0 && variants[plain].isThinned)
      keep(rows.variants[plain], rows.variants[plain], true, from, count);
  };

  return { meet };
}

/** The largest word whose uniform lies below a share, or -1 where there is none. */
const lastBelow = (share: number): number => Math.ceil(share * 2 ** 32 - 0.5) - 1;
