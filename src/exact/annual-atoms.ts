import { atomUsd, type EventKind, type Part } from './event-law.ts';
import type { CountedScenario } from './scenario-law.ts';
import type { Atom } from './severity-law.ts';

/** Sums of probability of their own, by cents. */
type Sums = ReadonlyMap<number, number>;

/** A sum less likely than this is left to the rest of the law. */
const NEGLIGIBLE = 1e-10;
const MOST_SUMS = 2000;
/** Products that are worth their time: some ten milliseconds. */
const MOST_PRODUCTS = 200_000;
const NOTHING: Sums = new Map([[0, 1]]);

/**
 * The losses of a year that have a probability of their own, ascending: nothing at all, and whatever events of certain cost add up to.
 * Fourier inversion shows a jump as a ripple; taken out here, and put back afterwards, jumps are where they are. A list that would be too
 * long is cut: what it leaves out stays in the rest of the law.
 *
 * @example annualAtoms([constantLossOf1000AtRate1]) // 0: 0.3679, 1000: 0.3679, 2000: 0.1839, ...
 */
export function annualAtoms(scenarios: readonly CountedScenario[]): Atom[] {
  const budget = { products: MOST_PRODUCTS };
  let all = NOTHING;
  for (const { draws } of scenarios) {
    const its = new Map<number, number>();
    for (const { weight, counts, kinds } of draws) {
      const event = eventAtoms(kinds, budget);
      let several = NOTHING;
      for (let n = 0; n < counts.length && several.size > 0; n++) {
        for (const [cents, mass] of several)
          its.set(cents, (its.get(cents) ?? 0) + weight * counts[n] * mass);
        several = convolve(several, event, budget);
      }
    }
    all = convolve(all, its, budget);
  }
  return [...all].map(([cents, mass]) => ({ value: cents / 100, mass })).sort((a, b) => a.value - b.value);
}

interface Budget {
  products: number;
}

function eventAtoms(kinds: readonly EventKind[], budget: Budget): Sums {
  const sums = new Map<number, number>();
  for (const { chance, primary, secondary, secondaryChance } of kinds) {
    const first = together(primary, budget);
    const both = secondaryChance > 0 ? convolve(first, together(secondary, budget), budget) : NOTHING;
    for (const [cents, mass] of first)
      sums.set(cents, (sums.get(cents) ?? 0) + chance * (1 - secondaryChance) * mass);
    if (secondaryChance > 0)
      for (const [cents, mass] of both)
        sums.set(cents, (sums.get(cents) ?? 0) + chance * secondaryChance * mass);
  }
  return sums;
}

const together = (parts: readonly Part[], budget: Budget): Sums =>
  parts.reduce((sums, { law, scale }) => {
    const its = new Map<number, number>();
    for (const { value, mass } of law.atoms) {
      const cents = Math.round(atomUsd(value, scale) * 100);
      its.set(cents, (its.get(cents) ?? 0) + mass);
    }
    return convolve(sums, its, budget);
  }, NOTHING);

/** Sums of one of each; none once the budget is spent. */
function convolve(a: Sums, b: Sums, budget: Budget): Sums {
  if (a === NOTHING) return cut(b);
  const sums = new Map<number, number>();
  budget.products -= a.size * b.size;
  if (budget.products < 0) return sums;
  for (const [cents, mass] of a)
    for (const [more, its] of b) sums.set(cents + more, (sums.get(cents + more) ?? 0) + mass * its);
  return cut(sums);
}

function cut(sums: Sums): Sums {
  const kept = [...sums].filter(([, mass]) => mass > NEGLIGIBLE);
  if (kept.length > MOST_SUMS) kept.sort((a, b) => b[1] - a[1]).length = MOST_SUMS;
  return new Map(kept);
}
