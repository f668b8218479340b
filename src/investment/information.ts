import type { AdditiveFit } from '../math/additive-fit.ts';
import { normalInterval } from '../math/intervals.ts';
import type { SmoothBasis } from '../math/smooth-basis.ts';
import type { Figure } from '../simulation/result.ts';

/** Of doing nothing, whose net benefit is 0 whatever we learn. */
const NOTHING = -1;
const WORTHLESS: Figure = { value: 0, standardError: 0, low: 0, high: 0 };

/**
 * What it is worth to learn an input for certain before choosing: E[max over the options and doing nothing of E[net benefit | input]], less
 * the best that can be had without, in the unit of the net benefits.
 *
 * The choice for each draw is made by fits that leave that draw out, and then valued by what the draw itself says, what the other inputs
 * explain taken away. So no choice is valued by the noise that led to it, which is what makes the usual estimate too high: on average
 * this one can only be too low, by what choosing by a fit instead of the truth costs, of the order of the fit's variance. Never below 0.
 *
 * Sources: Strong, Oakley & Brennan (see additive-fit.ts); for the bias, Strong & Oakley, "An efficient method for computing single-parameter
 * partial expected value of perfect information", Medical Decision Making 33 (2013).
 *
 * @param nets  the net benefit of each option over the draws, fitted by the inputs
 * @param input its place among them
 */
export function valueOfInformation(nets: readonly AdditiveFit[], basis: SmoothBasis, input: number): Figure {
  const { columns, leverage, at, bytes } = basis;
  const n = leverage.length;
  const means = nets.map(({ mean }) => mean);
  const without = bestOf(means);
  const moved = nets.flatMap(({ parts }, option) => (parts[input] ? [option] : []));
  if (moved.length === 0) return WORTHLESS;
  // of options that the input tells nothing of, only the first of the highest can be chosen
  const known = bestOf(means.map((mean, option) => (moved.includes(option) ? 0 : mean)));
  const { zeros, ones, spare: part, others: highest, input: chosen, powers } = columns.room(n);
  const [always, share] = powers;
  columns.leaveOut(n, leverage.byteOffset, share.byteOffset);
  highest.fill(0);
  chosen.fill(0);
  nets.forEach((_, option) => {
    if (option === known || nets[option].parts[input]) chooseOption(option, chosen);
  });
  if (without !== NOTHING) {
    highest.fill(-Infinity);
    chooseOption(without, always);
    columns.addScaled(n, always.byteOffset, -1, chosen.byteOffset);
  }
  const gains = chosen.byteOffset;
  const mean = columns.dot(n, gains, ones.byteOffset) / n;
  const spread = Math.max(0, columns.dot(n, gains, gains) / n - mean * mean);
  const { value, standardError, low, high } = normalInterval(mean, Math.sqrt(spread / (n - 1)));
  return {
    value: Math.max(0, value),
    standardError,
    low: Math.max(0, low),
    high: Math.max(0, high),
  };
  /** Chooses an option for the draws of which it tells the highest net benefit so far, and puts down what they say of it. */
  function chooseOption(option: number, into: Float64Array): void {
    const { mean, parts, residuals } = nets[option];
    const its = parts[input];
    if (its) columns.combine(n, at, bytes, its.amounts.byteOffset, part.byteOffset);
    columns.choose(
      n,
      mean,
      (its ? part : zeros).byteOffset,
      residuals.byteOffset,
      (its ? share : zeros).byteOffset,
      highest.byteOffset,
      into.byteOffset,
    );
  }
}

/** The first option of the highest net benefit; doing nothing where none is above 0. */
function bestOf(nets: ArrayLike<number>): number {
  let best = NOTHING;
  let highest = 0;
  for (let option = 0; option < nets.length; option++)
    if (nets[option] > highest) {
      best = option;
      highest = nets[option];
    }
  return best;
}
