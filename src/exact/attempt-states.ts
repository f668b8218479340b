import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledScenario, Variant, VariantEffect } from '../simulation/compile.ts';

/** Attempts that meet the same controls. */
export interface AttemptState {
  /** Of all attempts that win against resistance: they come so and are not stopped. */
  readonly chance: number;
  /** What is left of each of LOSS_FACTORS. */
  readonly left: readonly number[];
}

const DAYS = 365;
const MOST_CASES = 4096;

/**
 * The ways in which the controls of a variant can meet an attempt in year 1, where none of them fails or fades: by how it came in, whether it
 * is covered, what has been installed by then, and what it evades. Thinning is a product over mechanisms, so it needs no cases.
 *
 * @param isLongRun before any lead time: what CURRENT numbers were stated under
 * @returns undefined where there are more cases than are worth adding up
 */
export function attemptStates(
  { entryEnds, aiCapable }: CompiledScenario,
  variant: Variant,
  values: Float64Array,
  isLongRun: boolean,
): AttemptState[] | undefined {
  const { controls, attempts, susceptibility, losses } = variant;
  const entries = aiCapable.map((_, entry) =>
    entry === 0 ? 1 - (entryEnds.at(-1) ?? 0) : entryEnds[entry - 1] - (entryEnds[entry - 2] ?? 0),
  );
  const covered = spans(controls.map(({ coverage }) => values[coverage]));
  const times = spans(
    isLongRun ? [] : controls.flatMap((it) => (it.leadTime < 0 ? [] : [values[it.leadTime] / DAYS])),
  );
  const evadable = controls.filter(({ evasion }) => evasion >= 0 && values[evasion] > 0).length;
  if (entries.length * covered.length * times.length * 2 ** evadable > MOST_CASES) return undefined;

  const states = new Map<string, { chance: number; left: number[] }>();
  const operative = new Uint8Array(controls.length);

  function strongest(effects: readonly VariantEffect[], entry: number): number {
    let most = 0;
    for (const { control, touches, efficacy } of effects)
      if (operative[control] && touches[entry]) most = Math.max(most, values[efficacy]);
    return most;
  }

  function addState(entry: number, weight: number): void {
    let chance = weight;
    for (const { effects } of [...attempts, ...susceptibility]) chance *= 1 - strongest(effects, entry);
    if (chance === 0) return;
    const left = LOSS_FACTORS.map((_, factor) =>
      losses[factor].reduce((product, effects) => product * (1 - strongest(effects, entry)), 1),
    );
    const key = left.join();
    const state = states.get(key) ?? { chance: 0, left };
    state.chance += chance;
    states.set(key, state);
  }

  /** Decides about one control after the other: those that it requires come before it. */
  function decide(at: number, entry: number, forCoverage: number, share: number, weight: number): void {
    if (at === controls.length) return addState(entry, weight);
    const { coverage, leadTime, requires, evasion } = controls[at];
    operative[at] = Number(
      forCoverage < values[coverage] &&
        (isLongRun || leadTime < 0 || share * DAYS >= values[leadTime]) &&
        requires.every((needed) => operative[needed] === 1),
    );
    const evaded = operative[at] && evasion >= 0 && aiCapable[entry] ? values[evasion] : 0;
    if (evaded < 1) decide(at + 1, entry, forCoverage, share, weight * (1 - evaded));
    if (evaded > 0) {
      operative[at] = 0;
      decide(at + 1, entry, forCoverage, share, weight * evaded);
    }
  }

  entries.forEach((entryShare, entry) => {
    if (!(entryShare > 0)) return;
    for (const coveredSpan of covered)
      for (const time of times)
        decide(0, entry, coveredSpan.middle, time.middle, entryShare * coveredSpan.width * time.width);
  });
  return [...states.values()];
}

/** The spans between marks from 0 to 1: within one, each mark has or has not been passed. */
function spans(marks: readonly number[]): { readonly middle: number; readonly width: number }[] {
  const ends = [...new Set([0, ...marks.filter((mark) => mark > 0 && mark < 1), 1])].sort((a, b) => a - b);
  return ends.slice(1).map((end, i) => ({ middle: (ends[i] + end) / 2, width: end - ends[i] }));
}
