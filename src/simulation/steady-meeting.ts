import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Sampler } from '../math/quantile-table.ts';
import type { FillColumn } from '../math/sample-columns.ts';
import { LANES } from '../math/threefry-simd.ts';
import { uniform32, type Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import { STRIDE } from './block.ts';
import type { CompiledPlan, CompiledScenario, VariantEffect } from './compile.ts';
import type { VariantColumns } from './event-table.ts';
import { entryOf, type Meet } from './meeting.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { steadyScenario, type SteadyScenario, type SteadyVariant } from './steady-scenario.ts';
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
  const { scenarios, parameters } = compiled;
  const { lanes } = random;
  const words = [lanes.first, lanes.second, lanes.third, lanes.fourth];
  const known: SteadyScenario[] = [];
  let first = 0;
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
  /** The attempts that some variant lets through, as places among all at hand. */
  const passed = arena.words(LANES);
  const share = new Float64Array(LANES);
  const drawn = doubles();
  const wanted = arena.words(LANES);
  const primaryUsd = many(mostForms);
  const secondaryUsd = many(mostForms);
  const secondaryProbability = doubles();
  const secondaryScale = doubles();
  const primaryLeft = doubles();
  const secondaryLeft = doubles();
  const probabilityLeft = doubles();
  const noUsd = doubles();
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

  /** The share that the strongest of overlapping effects stops, if it is the same for all attempts. */
  function fixedShare(effects: readonly VariantEffect[], always: readonly boolean[]): number | undefined {
    let most = 0;
    for (const { control, touches, efficacy } of effects) {
      if (!always[control] || touches.includes(false) || parameters[efficacy].sampler) return undefined;
      most = Math.max(most, columns[efficacy * STRIDE]);
    }
    return most;
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

  /** Which attempts each variant lets through. */
  function thin({ scenario, variants, mechanisms }: SteadyScenario): void {
    const { count } = attempts;
    variants.forEach(({ isThinned }, its) => {
      if (isThinned) events.fillBytes(count, 1, kept[its].byteOffset);
    });
    // the lanes hold the counters of the attempts still
    for (const { block, uses } of mechanisms) {
      random.blocks(count, stream(PURPOSE.MECHANISM, block), scenario.entity);
      for (const { variant, word, effects } of uses) {
        const its = variants[variant];
        const keeps = kept[variant];
        const draws = words[word];
        const fixed = fixedShare(effects, its.always);
        if (fixed !== undefined) {
          events.stopShare(count, draws.byteOffset, fixed, keeps.byteOffset);
          continue;
        }
        findOperative(its);
        findShares(effects, its.always);
        for (let i = 0; i < count; i++) keeps[i] &= Number(uniform32(draws[i]) >= share[i]);
      }
    }
  }

  /** Lists the attempts that some variant lets through, and takes up their counters. */
  function findPassed({ variants, isThinned }: SteadyScenario): number {
    const { count, trial, event } = attempts;
    if (!isThinned) {
      events.countUp(count, 0, passed.byteOffset);
      return count;
    }
    let passes = 0;
    for (let i = 0; i < count; i++) {
      let some = 0;
      for (let its = 0; its < variants.length; its++) some |= kept[its][i];
      if (!some) continue;
      passed[passes] = i;
      lanes.trial[passes] = first + trial[i];
      lanes.event[passes++] = event[i];
    }
    return passes;
  }

  function drawLosses({ scenario, constants, losses, forms }: SteadyScenario, count: number): void {
    const { losses: scales } = constants;
    const { trial, forSecondary } = attempts;
    forms.forEach(({ hasPrimary, hasSecondary }, form) => {
      if (hasPrimary) events.fill(count, 0, primaryUsd[form].byteOffset);
      if (hasSecondary) events.fill(count, 0, secondaryUsd[form].byteOffset);
    });
    if (scenario.secondaryProbability >= 0)
      events.secondaryChances(
        count,
        passed.byteOffset,
        trial.byteOffset,
        columns.byteOffset + scenario.secondaryProbability * STRIDE * columns.BYTES_PER_ELEMENT,
        scales[SECONDARY_PROBABILITY],
        scales[SECONDARY_LOSS],
        secondaryProbability.byteOffset,
        secondaryScale.byteOffset,
      );
    else events.fill(count, 0, secondaryProbability.byteOffset);
    for (const { block, losses: inBlock } of losses) {
      random.blocks(count, stream(PURPOSE.LOSS, block), scenario.entity);
      for (const { loss, isPrimary, form } of inBlock) {
        const { sampler, place } = loss;
        const high = words[(place & 1) * 2];
        const low = words[(place & 1) * 2 + 1];
        const fill = fillingOf(sampler);
        if (isPrimary) {
          fill(high, low, count, drawn, 0, 1);
          events.addScaled(count, drawn.byteOffset, scales[PRIMARY_LOSS], primaryUsd[form].byteOffset);
        } else {
          // a variant only lowers the chance of a secondary loss, so others need none
          const some = events.pickBelow(
            count,
            passed.byteOffset,
            forSecondary.byteOffset,
            secondaryProbability.byteOffset,
            high.byteOffset,
            low.byteOffset,
            wanted.byteOffset,
          );
          fill(high, low, some, drawn, 0, 1);
          events.addScaledAt(
            some,
            wanted.byteOffset,
            drawn.byteOffset,
            secondaryScale.byteOffset,
            secondaryUsd[form].byteOffset,
          );
        }
      }
    }
  }

  /** What the operative effects leave of a factor, for each of the attempts that some variant lets through. */
  function findLeft(
    into: Float64Array,
    factor: number,
    { variant, always }: SteadyVariant,
    count: number,
  ): void {
    let fixedLeft = 1;
    let isFixed = true;
    for (const effects of variant.losses[factor]) {
      const fixed = fixedShare(effects, always);
      if (fixed === undefined) isFixed = false;
      else fixedLeft *= 1 - fixed;
    }
    events.fill(count, fixedLeft, into.byteOffset);
    if (isFixed) return;
    for (const effects of variant.losses[factor]) {
      if (fixedShare(effects, always) !== undefined) continue;
      findShares(effects, always);
      for (let i = 0; i < count; i++) into[i] *= 1 - share[passed[i]];
    }
  }

  /** Writes what each event costs under a variant, whether it lets it through or not. */
  function write(
    its: SteadyVariant,
    { forms }: SteadyScenario,
    at: number,
    { lossCents, formCents }: VariantColumns,
    count: number,
  ): void {
    findOperative(its);
    findLeft(primaryLeft, PRIMARY_LOSS, its, count);
    if (forms.some(({ hasSecondary }) => hasSecondary)) {
      const { forSecondary } = attempts;
      findLeft(secondaryLeft, SECONDARY_LOSS, its, count);
      findLeft(probabilityLeft, SECONDARY_PROBABILITY, its, count);
      events.keepBelow(
        count,
        passed.byteOffset,
        forSecondary.byteOffset,
        secondaryProbability.byteOffset,
        probabilityLeft.byteOffset,
        secondaryLeft.byteOffset,
      );
    }
    if (forms.length === 0) lossCents.fill(0, at, at + count);
    forms.forEach(({ hasPrimary, hasSecondary }, form) => {
      const cents = formCents[form];
      events.toCents(
        count,
        (hasPrimary ? primaryUsd[form] : noUsd).byteOffset,
        primaryLeft.byteOffset,
        (hasSecondary ? secondaryUsd[form] : noUsd).byteOffset,
        secondaryLeft.byteOffset,
        cents.byteOffset + at * cents.BYTES_PER_ELEMENT,
      );
      if (forms.length === 1) return;
      if (form === 0) lossCents.set(cents.subarray(at, at + count), at);
      else
        events.addScaled(
          count,
          cents.byteOffset + at * cents.BYTES_PER_ELEMENT,
          1,
          lossCents.byteOffset + at * cents.BYTES_PER_ELEMENT,
        );
    });
  }

  /** Takes over what events cost from a variant that costs the same. */
  function copy(source: VariantColumns, target: VariantColumns, at: number, count: number): void {
    const end = at + count;
    target.lossCents.set(source.lossCents.subarray(at, end), at);
    if (target.formCents.length === 1) return;
    target.formCents.forEach((cents, form) => cents.set(source.formCents[form].subarray(at, end), at));
  }

  const meet: Meet = (place, at, table) => {
    attempts = at;
    const its = (known[place] ??= steadyScenario(compiled, place, rebase[place], table.shape));
    const { scenario, variants } = its;
    if (scenario.entryEnds.length) findEntries(scenario);
    else entry.fill(0, 0, at.count);
    thin(its);
    const count = findPassed(its);
    const from = table.count;
    table.reserve(from + count);
    table.count += count;
    const wordsFrom = from * table.trial.BYTES_PER_ELEMENT;
    if (its.isThinned) {
      events.pickWords(count, passed.byteOffset, at.trial.byteOffset, table.trial.byteOffset + wordsFrom);
      events.pickWords(count, passed.byteOffset, at.cell.byteOffset, table.cell.byteOffset + wordsFrom);
      for (let i = 0; i < count; i++) table.day[from + i] = at.day[passed[i]];
    } else {
      table.trial.set(at.trial.subarray(0, count), from);
      table.cell.set(at.cell.subarray(0, count), from);
      table.day.set(at.day.subarray(0, count), from);
    }
    drawLosses(its, count);
    let plain = -1;
    variants.forEach((variant, number) => {
      if (variant.isPlain && plain >= 0) copy(table.variants[plain], table.variants[number], from, count);
      else write(variant, its, from, table.variants[number], count);
      if (variant.isPlain && plain < 0) plain = number;
    });
    variants.forEach(({ isThinned }, number) => {
      const { happens, lossCents, formCents } = table.variants[number];
      if (!isThinned) {
        events.fillBytes(count, 1, happens.byteOffset + from);
        return;
      }
      events.pickBytes(count, passed.byteOffset, kept[number].byteOffset, happens.byteOffset + from);
      for (const cents of formCents.length > 1 ? [lossCents, ...formCents] : [lossCents])
        events.keepCents(count, happens.byteOffset + from, cents.byteOffset + from * cents.BYTES_PER_ELEMENT);
    });
  };

  return {
    begin(at: number): void {
      first = at;
    },
    meet,
  };
}
