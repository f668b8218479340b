import { createKernel } from '../simulation/kernel.ts';
import { expectedEvents } from '../simulation/work.ts';
import { blockTrials } from '../simulation/block.ts';
import { compilePlan } from '../simulation/compile.ts';
import type { Plan } from '../simulation/plan.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import type { ScenarioWorth } from './scenario-worth.ts';
import type { Choice } from './set-function.ts';

/** Years that the tail is seen through, about. */
const YEARS = 16_384;
/** Fewer where they would hold more events than this: such years are much alike. */
const MOST_EVENTS = 4_000_000;
const FEWEST_TRIALS = 64;
const TAIL = 0.05;
/** Multiples of it fill (0, 1) evenly, however many there are. */
const GOLDEN = 0.6180339887498949;
/** Choices that differ from the one at hand by no more candidates are told by what they change. */
const NEAR = 3;

/** The worst 5% of years under choices. */
export interface Tail {
  /** The mean of the worst 5% of years, US dollars. */
  valueOf(choice: Choice): number;
  /**
   * For each scenario how much of each dollar of its expected loss over the horizon counts, so that what any choice leaves of all together
   * never exceeds its worst 5% of years. The sum comes near for choices like the one given.
   */
  weightsAt(choice: Choice): number[];
}

/** The loss events of one scenario under the controls in place. */
interface Events {
  /** Which year each falls in. */
  readonly year: Int32Array;
  readonly usd: Float64Array;
  /** It comes if a choice leaves more than this share of events. */
  readonly comesAbove: Float64Array;
}

/**
 * Looks at choices through the events of one simulation of what is in place: a choice keeps as many of a scenario's events as it leaves on
 * average, the same ones first, and as much of each as it leaves on average.
 *
 * Bound: the mean under any weights on years that no year exceeds 1 / (5% of them) is at most the mean of the worst 5% (Rockafellar & Uryasev
 * 2000). Weights on the worst years under one choice therefore bound all others from below, scenario by scenario.
 */
export function createTail(
  plan: Plan,
  rebase: readonly RebaseConstants[],
  worths: readonly ScenarioWorth[],
  candidates: number,
): Tail {
  const { horizonYears } = plan;
  const affordable = Math.floor(MOST_EVENTS / (1 + expectedEvents(plan)));
  const trials = Math.min(Math.ceil(YEARS / horizonYears), Math.max(FEWEST_TRIALS, affordable));
  const years = trials * horizonYears;
  const events = eventsOf(plan, rebase, trials);
  const none = new Uint8Array(candidates);
  const all = new Uint8Array(candidates).fill(1);
  const count = TAIL * years;

  /** The share of a scenario's events that a choice leaves, and of the size of each. */
  function leftOf(scenario: number, choice: Choice) {
    const { events: its, loss } = worths[scenario];
    const before = its.value(none);
    const kept = before > 0 ? its.value(choice) / before : 0;
    const whole = loss.value(none);
    return { kept, size: whole > 0 && kept > 0 ? loss.value(choice) / whole / kept : 0 };
  }

  function addTo(into: Float64Array, scenario: number, choice: Choice, sign: number): void {
    const { year, usd, comesAbove } = events[scenario];
    const { kept, size } = leftOf(scenario, choice);
    for (let at = 0; at < usd.length; at++)
      if (comesAbove[at] < kept) into[year[at]] += sign * size * usd[at];
  }

  function yearsUnder(choice: Choice): Float64Array {
    const losses = new Float64Array(years);
    events.forEach((_, scenario) => addTo(losses, scenario, choice, 1));
    return losses;
  }

  const known = new Map<string, number>();
  let near = { choice: none, losses: yearsUnder(none) };
  const scratch = new Float64Array(years);
  const differs = (choice: Choice, place: number) => choice[place] !== near.choice[place];

  return {
    valueOf(choice) {
      const key = choice.join('');
      const before = known.get(key);
      if (before !== undefined) return before;
      const changed = new Set(
        choice.reduce<number[]>((list, _, place) => (differs(choice, place) ? [...list, place] : list), []),
      );
      if (changed.size > NEAR) {
        near = { choice: choice.slice(), losses: yearsUnder(choice) };
        scratch.set(near.losses);
      } else {
        scratch.set(near.losses);
        worths.forEach(({ loss }, scenario) => {
          if (!loss.touching.some((place) => changed.has(place))) return;
          addTo(scratch, scenario, near.choice, -1);
          addTo(scratch, scenario, choice, 1);
        });
      }
      const value = worstMean(scratch, count);
      known.set(key, value);
      return value;
    },

    weightsAt(choice) {
      const losses = yearsUnder(choice);
      const from = largest(losses.slice(), Math.ceil(count));
      const above = losses.reduce((sum, usd) => sum + Number(usd > from), 0);
      const level = losses.reduce((sum, usd) => sum + Number(usd === from), 0);
      const share = (usd: number) => (usd > from ? 1 : usd === from ? (count - above) / level : 0) / count;
      return worths.map(({ loss }, scenario) => {
        const whole = loss.value(none);
        if (!(whole > 0)) return 0;
        const { year, usd, comesAbove } = events[scenario];
        const order = Array.from(usd, (_, at) => at).sort((a, b) => comesAbove[a] - comesAbove[b]);
        // the least of what the weighted years hold of the events kept, to the share of events that is kept
        const least = leftOf(scenario, all).kept;
        let held = 0;
        let ratio = Infinity;
        for (const at of order) {
          if (comesAbove[at] > least) ratio = Math.min(ratio, held / comesAbove[at]);
          held += share(losses[year[at]]) * usd[at];
        }
        return Math.min(ratio, held) / whole;
      });
    },
  };
}

function eventsOf(plan: Plan, rebase: readonly RebaseConstants[], trials: number): Events[] {
  const compiled = compilePlan(plan, [plan.baseline]);
  const kernel = createKernel(compiled, rebase);
  const found = compiled.scenarios.map(() => ({ year: [] as number[], usd: [] as number[] }));
  const size = blockTrials(plan);
  for (let first = 0; first < trials; first += size) {
    kernel.simulate(first, Math.min(size, trials - first));
    kernel.tables.forEach(({ count, cell, variants }, scenario) => {
      const { happens, lossCents } = variants[compiled.scenarios[scenario].variantOfPortfolio[0]];
      const { year, usd } = found[scenario];
      for (let row = 0; row < count; row++) {
        if (happens[row] === 0) continue;
        year.push(first * plan.horizonYears + cell[row]);
        usd.push(lossCents[row] / 100);
      }
    });
  }
  return found.map(({ year, usd }, scenario) => ({
    year: Int32Array.from(year),
    usd: Float64Array.from(usd),
    comesAbove: Float64Array.from(usd, (_, at) => ((at + 1) * GOLDEN + (scenario + 1) * GOLDEN * GOLDEN) % 1),
  }));
}

/** The mean of the largest `count` values, the last of them counting in part; the list is put in another order. */
function worstMean(values: Float64Array, count: number): number {
  const from = largest(values, Math.ceil(count));
  let above = 0;
  for (const value of values) if (value > from) above += value - from;
  return from + above / count;
}

/** The value that stands at a place, from 1, of a list sorted from the largest down; the list is put in another order. */
function largest(values: Float64Array, place: number): number {
  let low = 0;
  let high = values.length - 1;
  const target = place - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] > pivot) i++;
      while (values[j] < pivot) j--;
      if (i > j) break;
      [values[i], values[j]] = [values[j], values[i]];
      i++;
      j--;
    }
    if (target <= j) high = j;
    else if (target >= i) low = i;
    else break;
  }
  return values[target];
}
